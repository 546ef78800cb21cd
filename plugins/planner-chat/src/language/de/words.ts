/** What people say before a request without changing its meaning. */
export const openers: readonly string[] = [
  '(hallo|hi|guten tag|guten morgen|guten abend)[ ,|!|.]',
  '(ok|okay|also|danke)[,|:|!|.]',
  'bitte',
  '(kannst du|könntest du|können sie|könnten sie) [mir] [bitte] [sagen] [,]',
  '(sag|sage|zeig|zeige) mir [bitte] [,]',
  'weißt du [,]',
];

/** What people say after one. */
export const closers: readonly string[] = ['?', '!', '.', ',', ':\\)', 'bitte', 'danke', 'vielen dank', 'danke schön'];

/** What may stand between two requests of one sentence. */
export const joiners: readonly string[] = [', und', 'und', 'sowie', 'plus', ';', '?', '.', '!', ','];

export const macros: Readonly<Record<string, string>> = {
  what: '(was ist|was sind|was ergibt|was ergeben|wie viel ist|wie viel sind|wieviel ist|wieviel sind|wie viel ergibt|wie viel macht|berechne|rechne|rechne aus|bestimme|ermittle|)',
  the: '(der|die|das|den|dem|)',
  many: '(wie viele|wieviele|wie viel|wieviel)',
  is: '(ist|sind|war|wird|wäre)',
  workdays: '(arbeitstage|arbeitstagen|arbeitstag)',
};

const UNITS =
  'null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn';
const TENS = 'zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig';

/** Number words that are one word; "fünfundzwanzig" is left to the model, and "ein" is an article too. */
export const numbers: ReadonlyMap<string, number> = new Map([
  ...UNITS.split(' ').map((word, value) => [word, value] as const),
  ...TENS.split(' ').map((word, i) => [word, (i + 2) * 10] as const),
]);

/** Words that hardly stand in a message in another language. */
export const markers: ReadonlySet<string> = new Set(
  'wie wieviel wieviele viel viele ist sind ergibt berechne rechne welcher welche welches welchem wann prozent von und bis zum zwischen seit mal geteilt durch hoch wurzel durchschnitt mittelwert summe tage tagen wochen uhr heute morgen gestern meilen zoll fuß grad arbeitstage erhöhe senke'.split(
    ' ',
  ),
);

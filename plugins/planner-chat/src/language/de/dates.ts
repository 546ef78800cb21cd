const MONTHS = 'januar februar märz april mai juni juli august september oktober november dezember'.split(' ');
const SHORT = 'jan feb mär apr mai jun jul aug sep okt nov dez'.split(' ');

export const months: ReadonlyMap<string, number> = new Map([
  ...SHORT.map((name, i) => [name, i + 1] as const),
  ...MONTHS.map((name, i) => [name, i + 1] as const),
  ['jänner', 1],
  ['maerz', 3],
  ['sept', 9],
]);

export const weekdays: ReadonlyMap<string, number> = new Map(
  'montag dienstag mittwoch donnerstag freitag samstag sonntag'.split(' ').map((name, i) => [name, i + 1]),
);

/** With a fixed date everywhere that speaks of them in German. Heiligabend is the 24th; "Weihnachten" is that day or the next. */
export const holidays: ReadonlyMap<string, readonly [month: number, day: number]> = new Map([
  ['heiligabend', [12, 24]],
  ['silvester', [12, 31]],
  ['neujahr', [1, 1]],
  ['nikolaus', [12, 6]],
]);

/** German names of places; all others are called as in English. */
export const zones: ReadonlyMap<string, string> = new Map(
  Object.entries({
    wien: 'Europe/Vienna',
    zürich: 'Europe/Zurich',
    genf: 'Europe/Zurich',
    köln: 'Europe/Berlin',
    münchen: 'Europe/Berlin',
    rom: 'Europe/Rome',
    mailand: 'Europe/Rome',
    brüssel: 'Europe/Brussels',
    kopenhagen: 'Europe/Copenhagen',
    warschau: 'Europe/Warsaw',
    prag: 'Europe/Prague',
    bukarest: 'Europe/Bucharest',
    lissabon: 'Europe/Lisbon',
    athen: 'Europe/Athens',
    kairo: 'Africa/Cairo',
    tokio: 'Asia/Tokyo',
    peking: 'Asia/Shanghai',
    schanghai: 'Asia/Shanghai',
    hongkong: 'Asia/Hong_Kong',
    singapur: 'Asia/Singapore',
    seoul: 'Asia/Seoul',
    japan: 'Asia/Tokyo',
    indien: 'Asia/Kolkata',
    china: 'Asia/Shanghai',
    deutschland: 'Europe/Berlin',
    italien: 'Europe/Rome',
    schweden: 'Europe/Stockholm',
    norwegen: 'Europe/Oslo',
    finnland: 'Europe/Helsinki',
    polen: 'Europe/Warsaw',
    griechenland: 'Europe/Athens',
    österreich: 'Europe/Vienna',
  }),
);

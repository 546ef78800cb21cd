/** Words that stand for two: the tokens of a message have the long form. */
export const contractions: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    "what's": ['what', 'is'],
    whats: ['what', 'is'],
    "how's": ['how', 'is'],
    "when's": ['when', 'is'],
    "there's": ['there', 'is'],
    "it's": ['it', 'is'],
    "i'd": ['i', 'would'],
    "i'm": ['i', 'am'],
    "let's": ['let', 'us'],
    "today's": ['today', 's'],
  }),
);

/** What people say before a request without changing its meaning. */
export const openers: readonly string[] = [
  '(hi|hello|hey|hey there|hi there|hello there|good morning|good afternoon|good evening)[ ,|!|.]',
  '(ok|okay|so|now|quick question|well|alright|great|thanks|thank you)[,|:|!|.]',
  'right (,|:|!|.)',
  'please',
  'pls',
  'can u',
  '(can|could|would|will) you [please|kindly] [just|quickly] [help me|help me to]',
  '(i need|i want|i would like) [you] to [know]',
  '(i need|i want|i would like)',
  '(just|quickly|also)[,]',
  '(tell|show|give) me',
  'let us',
  'do you know',
  'any idea',
  'help me [to]',
];

/** What people say after one. */
export const closers: readonly string[] = [
  '?',
  '!',
  '.',
  ',',
  ':\\)',
  'please',
  'pls',
  'thanks',
  'thank you',
  'thx',
  'ty',
  'cheers',
  'for me',
  'thanks a lot',
  'thank you very much',
  'thanks in advance',
  'quickly',
  'lol',
  'real quick',
];

/** What may stand between two requests of one sentence. */
export const joiners: readonly string[] = [
  ', and also',
  ', and then',
  'and also',
  ', and',
  ', also',
  'as well as',
  'and',
  ', plus',
  'plus',
  ';',
  '?',
  '.',
  '!',
  ',',
];

export const macros: Readonly<Record<string, string>> = {
  what: '(what is|what are|what would be|how much is|how much are|calculate|compute|work out|find|get|evaluate|determine|return|)',
  the: '(the|)',
  table:
    '(csv|file|table|data|dataset|data set|spreadsheet|sheet|attachment|csv file|attached file|attached csv|attached data|attached table|csv data|json|json file|json data|yaml|yaml file|yml|list|records)',
  thisdata:
    '(in|of|from|for|using|on|over|across) (the|this|my|that|these) [attached|uploaded|following|given|above|pasted] <table>',
  thetable: '(the|this|that|my|these) [attached|uploaded|following|given|above|pasted] <table> {here}',
  injson: '(in|of|from|inside|for|within) <thejson>',
  thejson:
    '(the|this|that|my) [attached|following|above|pasted|given] (json|json file|json data|json document|json object|json array|json list|array|object) {here}',
  rows: '(rows|records|entries)',
  tablenoun: '(table|file|csv|csv file|sheet|list|dataset|data set)',
  absentfrom:
    "(are not in|but not in|and not in|that are not in|which are not in|not in|do not appear in|do not occur in|are missing from|are missing in|missing from|aren't in|don't appear in)",
  onkey: '(by|on|using|based on|according to|comparing) <the> {key:shared_column} [column]',
  showthe: '(show|list|filter|find|get|give|select|keep|display|) [me] [only] [all] <the>',
  drop: '(remove|delete|drop|eliminate)',
  hide: '(remove|drop|delete|hide|leave out)',
  whatshare: '(what|which) (percent|percentage|share|%)',
  condition:
    '(<the> [column] {where:column} {comparison} {cell}|<the> [column] {where:column} [is] (between {low:cell} and|from {lowest:cell} to) {high:cell})',
  condition2: '<the> [column] {where2:column} {comparison2:comparison} {cell2:cell}',
  noun: '(text|string|sentence|word|phrase|paragraph|message|lines|list|line|name|title|words|items|names|snippet|passage|log|content|contents|file|attachment|document|data|letters|entries|values|quote)',
  this: '(the|this|that|my|these|following|the following|this following)',
  subject:
    '({text}|<this> <noun> {text}|(this|these|the following) {text}|(the|this|that|my|these) [attached|pasted|following|above|uploaded|given] <noun> {text:here}|(this|these|that) {text:pasted}|{text:pasted})',
  onetext:
    '(text|string|sentence|word|phrase|paragraph|message|line|name|title|snippet|passage|log|content|contents|file|attachment|document|quote)',
  reversible:
    '({text}|<this> <onetext> {text}|(this|the following) {text}|(the|this|that|my) [attached|pasted|following|above|uploaded|given] <onetext> {text:here}|(this|that) {text:pasted})',
  subject_closed:
    '([<this> <noun>] {text:quoted_text}|(the|this|that|my|these) [attached|pasted|following|above|uploaded] <noun> {text:here})',
  levy: '(tip|vat|tax|sales tax|gst|service charge)',
  workdays: '(business days|business day|working days|working day|workdays|workday|weekdays|weekday)',
  each: '(each|every|each of (the|these|those|my)|every one of (the|these|those|my))',
  every: '(<each>|all|all (the|these|those|my)|all of (the|these|those|my))',
};

const units =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

export const numbers: ReadonlyMap<string, number> = new Map<string, number>([
  ...units.map((word, value) => [word, value] as const),
  ...tens.map((word, i) => [word, (i + 2) * 10] as const),
  ['hundred', 100],
  ['thousand', 1000],
]);

import type { AsideWords } from '../../message/asides.ts';

const set = (words: string) => new Set(words.split(/\s+/));

/** Begin a request that stands on its own. */
export const independent = set(
  'write explain translate describe who why where recommend suggest name compose draft summarize summarise outline',
);

/** Speak of something said before, or of how to answer. */
export const dependent = set(
  'it its that this these those them they their there then he she his her result results answer answers number numbers above below same previous former latter first second both each one ones your you step steps reasoning calculation solution sum total difference value values using use based instead also too again assume suppose otherwise why',
);

/** Ask for an overview of data. */
export const overview = set(
  'summarize summarise summary summaries overview describe trend trends insight insights analyze analyse analysis comment commentary report pattern patterns findings interpret interpretation highlights takeaways conclusions paragraph sentence explain compare',
);

/** Ask about every column of data. */
export const profiling = set('describe profile statistics');

/** Ask how something changed in time; names of months do, too. */
export const timely = set(
  'month months monthly quarter quarters quarterly year yearly trend trends trending seasonal seasonality develop developed development drop dropped fall fell decline declined decrease decreased rise rose increase increased grow grew growth',
);

/** Ask about single rows, or for all of the data. */
export const rowwise = set(
  'row rows each every line lines record records entry entries who whose translate rewrite fix clean correct classify categorize categorise tag label spelling typo typos name names comments comment_text reviews review feedback messages notes find search list all text texts rename anonymize anonymise duplicates outlier outliers anomaly anomalies',
);

/** Stand in small letters within many titles, also of foreign works. */
export const small = set(
  'a an and as at but by for from if in into nor of off on onto or over so the to up via with yet und de la le el del di der die das',
);

/** Names of columns whose words have an order of their own. */
export const ordered = set(
  'month months weekday weekdays day days quarter season size sizes priority severity level grade rank importance urgency stage phase',
);

/** Stand on a scale. */
export const steps = set(
  'tiny small medium large huge xs s m l xl xxl low middle high higher critical urgent minor major first second third fourth fifth beginner intermediate advanced expert never rarely sometimes often always bad poor fair good better best great excellent cold cool warm hot spring summer autumn fall winter morning noon afternoon evening night bronze silver gold platinum junior senior kb mb gb tb mon tue wed thu fri sat sun',
);

/** When something happened, as the name of a column. */
export const happening = set('date day when time timestamp created ordered sold posted paid purchased invoiced booked');

/** When something will or may happen, or began long ago, as the name of a column. */
export const planned = set(
  'birth birthday due expiry expires end ends until deadline hire hired start starts valid next renewal planned',
);

/** What can be added up, as the name of a column. */
export const additive = set(
  'revenue revenues sales turnover income amount amounts total totals spend spent spending expense expenses profit profits payment payments sold orders minutes hours donations clicks views visits downloads',
);

/** What is paid for one, as the name of a column. */
export const rates = set('price prices rate rates cost costs fee fees wage wages unitprice');

/** How many there are, as the name of a column. */
export const quantities = set('quantity quantities qty units pieces count number hours items volume');

/** Said to the reader, and hardly ever part of a list, a name or a phrase that somebody wants changed. */
export const asides: AsideWords = {
  opening: set(
    'and or but then also now next first finally afterwards please thanks thank thx ps btw note nb except excluding ignoring without only just instead if unless because so dont do not ok okay what why how who which when where whose is are does did can could would will should shall may might',
  ),
  verbs: set(
    'explain translate tell write say show give list count sort order reverse convert remove delete add replace keep make use do answer respond reply describe compare calculate compute find get put print return send save ignore skip include exclude leave round format wrap trim encode decode uppercase lowercase capitalize capitalise summarize summarise check fix correct change rename repeat double choose pick rank group guess draw sum multiply divide highlight mark post call email mail',
  ),
  anywhere: set(
    'please then also but except excluding ignoring instead afterwards explain translate btw thanks ignore without',
  ),
  continuing: set('of in by from for with and or but that which to on at as'),
  joining: set('and or'),
  greeting: set('hi hello hey dear here this these the below above my'),
  manner: set(
    'descending ascending desc asc backwards backward reversed alphabetically numerically alphabetical numerical etc etcetera rounded again too twice thrice instead only separately respectively uppercase lowercase capitalized capitalised bold italics',
  ),
  manners: new Map([
    [
      'in',
      set(
        'words order reverse english german french spanish italian portuguese dutch polish swedish danish norwegian finnish czech turkish greek russian ukrainian arabic hindi chinese japanese korean latin json csv yaml xml html markdown bold italics caps capitals uppercase lowercase case hex hexadecimal binary base64 table list column row line sentence report email',
      ),
    ],
    [
      'as',
      set(
        'words order json csv yaml xml html markdown table list column row line sentence hex binary string text code numbers joke well',
      ),
    ],
    [
      'to',
      set(
        'english german french spanish italian json csv yaml xml html markdown uppercase lowercase case hex binary base64',
      ),
    ],
    [
      'into',
      set('english german french spanish italian json csv yaml xml html markdown table list uppercase lowercase case'),
    ],
    ['for', set('me us him her them it report work school class')],
    ['with', set('spaces space commas comma numbers bullets quotes duplicates explanation')],
    ['your', set('work steps reasoning answer')],
    [
      'by',
      set('step length size name number date value frequency alphabet letter letters word words line lines hand order'),
    ],
    ['and', set('why how')],
    ['my', set('report homework boss class teacher team notes')],
    ['auf', set('deutsch englisch')],
    ['or', set('so not less more')],
    ['just', set('kidding')],
    ['decimals', set('places')],
    ['per', set('line row word item page')],
  ]),
};

/** Before a noun. */
export const articles = set('the this that these those my a an');

/** Say that a name is that of a column. */
export const columnNouns = set('column columns field fields');

/** Say what kind of name or value is wanted, and are none. */
export const nameless = set(
  'something anything whatever else uppercase lowercase titlecase upper lower title snake_case camelcase snakecase kebab english german french spanish number numbers numeric integer text string date dates float decimal better shorter percent euros dollars and or with by in for of as to from',
);

/** Words for people. */
export const people = set('who people persons person everyone everybody');

/** What only people have, as the name of a column. */
export const personal = set('age birthday birthdate gender salary firstname lastname surname employee');

/** Between things to choose from. */
export const choosing = set('or /');

const nouns = (kind: 'row' | 'line' | 'item', words: string) =>
  words.split(' ').flatMap((one) => {
    const many = one.endsWith('y') ? `${one.slice(0, -1)}ies` : `${one}s`;
    return [one, many].map((word) => [word, { kind, one }] as const);
  });

/** What lists consist of. */
export const itemNouns = new Map([
  ...nouns('row', 'row record'),
  ...nouns('line', 'line'),
  ...nouns(
    'item',
    'item entry review comment message tweet ticket email mail response answer question title headline name product customer order note post description statement text',
  ),
]);

/** Kinds of things, formats, programs, names of signs, and who reads about them. */
export const generic = set(
  'file files image images picture pictures photo photos video videos audio pdf pdfs svg png jpg jpeg gif mp3 mp4 wav docx xlsx zip icon icons font fonts string strings text texts word words phrase phrases sentence sentences letter letters character characters char chars symbol symbols line lines password passwords passphrase secret secrets key keys token tokens credentials data dataset database json xml yaml csv html css javascript js typescript python java kotlin swift php ruby go golang rust c node nodejs react angular vue flutter bash shell linux ubuntu debian windows mac macos excel sheets powershell curl sql mysql postgres oracle online offline tool tools function functions library libraries example examples tutorial meaning algorithm algorithms hash hashes hashing checksum checksums collision collisions empty nothing everything something anything null none undefined byte bytes bit bits binary hex hexadecimal decimal octal base64 base64url ascii unicode utf8 url urls uri uris link links email emails address addresses name names message messages id ids uuid guid document documents folder folders directory content contents input output result results iso attachment attachments download downloads query queries parameter parameters params header headers body payload value values number numbers integer float object objects array arrays list lists dict blob buffer stream bitmap certificate certificates signature signatures cookie cookies session space spaces plus ampersand slash backslash hashtag comma commas percent quote quotes quotation newline newlines tab tabs emoji emojis umlaut umlauts accents punctuation whitespace sms tweet tweets cipher ciphers decoder encoder decode encode code codes encryption encrypt decrypt translator converter generator explained history alphabet joke jokes lesson lessons course courses class training practice book books song songs poem poems story stories music speech voice sound sounds light favicon logo keystore webp p12 pfx cert username usernames user users login config screenshot avatar banner woff ttf beginners dummies kids children scouts students adults android iphone ios ipad arduino radio today tomorrow yesterday now me you us english german french spanish italian latin greek hebrew arabic chinese japanese korean russian',
);

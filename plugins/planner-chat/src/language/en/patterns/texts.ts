/** Patterns about texts. `<subject>` is a text in quotes, after a colon, attached or pasted. */
export const textPatterns: Readonly<Record<string, readonly string[]>> = {
  'texts.count': [
    'how many {count_unit} (are there in|are in|does|do|are there|in|is) <subject> [have|contain|consist of]',
    'how many {count_unit} does {text:quoted_text} have',
    '(count|count up|tell me|what is|what are|calculate) <the> [number of|amount of] {count_unit} (in|of|for|) <subject>',
    '(what is|) <the> {count_unit} count (in|of|for) <subject>',
    '(what is|) <the> number of {count_unit} (in|of|for) <subject>',
    '{count_unit} count <subject>',
    'how long is <subject> in {count_unit}',
  ],
  'texts.occurrences': [
    'how (many times|often) (does|do|is) [the] [word|letter|string|phrase|character|text] {find:quoted} (appear|occur|show up|found|used) in <subject>',
    'count [the] [number of] (occurrences|instances) of [the] [word|letter|string|phrase|character] {find:quoted} in <subject>',
    'how many {find:quoted} (are there|are) in <subject>',
  ],
  'texts.letters': [
    'how many {letter} (are there in|are in|in|does|do) {word} [have|contain]',
    'how many {letter} (are there in|are in|in|does|do) the word {named:word} [have|contain]',
  ],
  'texts.case': [
    '(convert|change|make|put|turn|rewrite|transform|write|set|format) <subject> (to|into|in|as|) {case_style}',
    '{case_style} <subject>',
    '(capitalize|capitalise) {case_style:every_word} (in|of) <subject>',
    '(what is|) <subject> (in|to|as|into) {case_style}',
    '(convert|change|make|turn|transform|put|rewrite|write) (to|into|in) {case_style} <subject>',
  ],
  'texts.reverse': [
    '(reverse|flip|invert) <reversible>',
    '(reverse|flip|invert) (<this>|) [order of [the|these]] {reverse_by} (in|of|) <subject>',
    '(what is|write|spell|) <reversible> (backwards|reversed|spelled backwards|in reverse|backward)',
  ],
  'texts.sort': [
    '(sort|order|alphabetize|alphabetise) <subject> [alphabetically|in alphabetical order|by alphabet|a to z|a-z] [{order}]',
    '(sort|order|put|arrange) <subject> [alphabetically|in alphabetical order|a to z|a-z] [{order}]',
    '(sort|order|put|arrange) <this> <noun> {order} {text}',
    '(sort|order) [the|these] (lines|words|items|names|list) (alphabetically|in alphabetical order) [{order}] (of|in|) <subject>',
    '(sort|order|alphabetize|alphabetise) (the|these) (lines|words|items|names) (of|in) <subject> [alphabetically]',
  ],
  'texts.sort_numbers': [
    '(sort|order|arrange) [the|these|this] [list of] [numbers|list|values] [{order}] [:] {numbers} [{order2:order}]',
    '(put|arrange) [the|these] [numbers] [:] {numbers} (in order|in ascending order)',
  ],
  'texts.dedupe': [
    '(remove|delete|drop|eliminate|get rid of|take out) <the> [all] (duplicates|duplicate lines|repeated lines|duplicate entries|duplicate items|duplicate words|repeats) (from|in|of) <subject>',
    '(remove|delete|drop|eliminate) <the> [all] (duplicates|duplicate lines|repeated lines|duplicate entries|duplicate items|duplicate words) <subject>',
    '(deduplicate|dedupe|de-duplicate|dedup) <subject>',
  ],
  'texts.lines': ['{line_action} (from|in|of|) <subject>'],
  'texts.trim': [
    '(trim [the] [whitespace|white space|spaces|blanks]|strip|(trim|strip) [the] leading and trailing [whitespace|white space|spaces|blanks]) (from|of|in|) <subject>',
    'strip [the] {blanks:blank_name} (from|of|in|) <subject>',
    'remove [the] (leading and trailing|surrounding) (whitespace|spaces|white space) (from|of|in) <subject>',
  ],
  'texts.extract': [
    '(extract|find|list|get|pull|pull out|pick out|collect|grab) [me] [all|every|all of] <the> [{unique}] {extract_kind} [that are|contained|mentioned|found] (from|in|out of|of|) <subject>',
    '(what|which) {extract_kind} (are|are there|are mentioned|do you find|appear) in <subject>',
    '{extract_kind} (in|from) <subject>',
  ],
  'texts.regex_test': [
    '(does|do|will|would) [the] (regex|regexp|pattern|regular expression|re) {pattern:quoted} match [the] [string|text|word] {text}',
    '(does|do|will|would) [the] [string|text|word] {text} match [the] (regex|regexp|pattern|regular expression) {pattern:quoted}',
    '(test|check) [the] (regex|regexp|pattern|regular expression) {pattern:quoted} (against|on|with) [the] [string|text|word] {text}',
    '(test|check) (if|whether) [the] [string|text|word] {text} matches [the] (regex|regexp|pattern|regular expression) {pattern:quoted}',
  ],
  'texts.regex_find': [
    '(find|list|extract|get|show) [me] [all] <the> matches (of|for) [the] (regex|regexp|pattern|regular expression) {pattern:quoted} in <subject>',
  ],
  'texts.regex_explain': [
    '(explain|describe) [the|this|my|following] (regex|regexp|regular expression) [:] {pattern:regex}',
    'what does [the|this|my] (regex|regexp|regular expression) [:] {pattern:regex} (match|mean|do|say)',
    'what does {pattern:regex} (match|mean) (as a|in) (regex|regexp|regular expression)',
    'what does [the|this|my] (regex|regexp|regular expression) (match|mean|do) : {pattern:regex}',
  ],
  'texts.wrap': [
    '(wrap|word wrap|word-wrap|hard wrap|reflow|break) <subject> (at|to|after|every) {integer} (characters|chars|columns|char|character) [per line|wide|a line]',
    '(wrap|word wrap|break) (at|to) {integer} (characters|chars|columns) <subject>',
    '(wrap|word wrap|word-wrap|hard wrap|reflow) [<this>] [<noun>] (at|to|after|every) {integer} (characters|chars|columns|char|character) [per line|wide|a line] {text}',
  ],
  'texts.diff': [
    '(diff|show the diff of|show the diff between|what is the diff between|line diff|diff between|make a diff of|show a diff of) (the two|these two|both|these|the) [text|attached] (files|texts|attachments|documents) {two}',
    '(diff|compare) (the two|these two|both|these|the) [text|attached] (files|texts|attachments|documents|blocks|snippets|versions|lists) line by line {two}',
    '(diff|show the diff of|show the diff between|what is the diff between|line diff|diff between|make a diff of|show a diff of) (these|these two|the two|both) [text] [blocks|snippets|versions|lists|code blocks] {two}',
    '(show|list|what are|find) [all] <the> (line differences|differences line by line) (between|of) (the two|these two|both|these|the) [text|attached] (files|texts|attachments|documents) {two}',
    '(diff|show the diff between|what is the diff between|show the diff of) {before:quoted} (and|with|against) {after:quoted}',
  ],
  'texts.palindrome': [
    'is {quoted} [a] palindrome',
    'is [the word] {word} a palindrome',
    'is [the] (word|phrase|string|text|number) {quoted} a palindrome',
    '(check|test) (if|whether) {quoted} is a palindrome',
  ],
};

/** Patterns of encodings, hashes and identifiers. */
export const encodingPatterns: Readonly<Record<string, readonly string[]>> = {
  'encodings.encode': [
    '{encoding} encode <subject>',
    '{encoding} encode {quoted}',
    'encode <subject> (in|as|to|with|using|into) {encoding}',
    '(what is|give me|) <the> {encoding} (encoding|representation) (of|for) <subject>',
    '(convert|turn) <subject> (to|into) {base64:base64_only}',
    'encode [it|this] (in|as|to|with|using|into) {encoding} <subject>',
    '(what is|) <subject> (in|encoded as|encoded in) {base64:base64_only}',
    '{encoding:escaping} escape <subject>',
  ],
  'encodings.decode': [
    '{encoding} decode <subject>',
    '{encoding} decode {text:blob}',
    'decode <subject> (from|as|with|using) {encoding}',
    'decode {text:blob} (from|as|with|using) {encoding}',
    'decode (this|the|the following|following) {encoding} [string|text|value|encoded string] {text}',
    'decode [the] {encoding} [string|text|value] {text:blob}',
    'decode [the] {encoding} [string|text|value] {text}',
    '(what does|what is) [the] {encoding} [string|text|value] (mean|) {text} [decode to|say|mean]',
  ],
  'encodings.hash': [
    '(what is|calculate|compute|get|give me|generate|create|) <the> {hash} [hash|checksum|sum|digest|hash value] (of|for) <subject>',
    'hash <subject> (with|using|in|as) {hash}',
    '{hash} [hash|checksum|sum|digest] <subject>',
  ],
  'encodings.uuid': [
    'is {quoted} [a] [valid|well formed|well-formed] (uuid|guid)',
    'is {run} [a] [valid|well formed|well-formed] (uuid|guid)',
    '(check|validate|verify|test) (if|whether) {run} is a [valid] (uuid|guid)',
    '(check|validate|verify) [the|this] (uuid|guid) [:] {run}',
    '(what|which) version is [the] (uuid|guid) {run}',
    '(what|which) (uuid|guid) version is {run}',
  ],
  'encodings.color': [
    '(convert|what is|change|turn|express) [the] (color|colour|) [code|hex code|hex|hex color|hex colour] {color} (to|in|into|as) {color_form}',
    '{color} (to|in|as) {color_form}',
    '(convert|change|turn|express) [the] [css] (color|colour) {color:color_name} (to|in|into|as) {color_form}',
    '(what is|) <the> {color_form} [value|code|color code|colour code|color|colour] (of|for) [the] [css] (color|colour) {color:color_name}',
    '(what is|) <the> {color_form:hex_code} (of|for) {color:color_name}',
    '[the] [css] (color|colour) {color:color_name} (in|as) {color_form}',
    '(what is|) <the> {color_form} [value|code] (of|for) {color}',
  ],
  'encodings.cron': [
    '(explain|describe|what does) [the|this] (cron|crontab|cron expression|cron job|cron schedule|crontab expression|cron string|schedule) [expression] [:] {cron} [mean|do|say]',
    'what does {cron} mean in (cron|crontab)',
    'when does [the] (cron|cron expression|cron job|cron schedule|crontab entry) {cron} (run|fire|execute)',
    'cron {cron} meaning',
  ],
};

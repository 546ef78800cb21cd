const replace = '({change:change_word}|replace|find and replace|search and replace|search for and replace)';
const test = '(test|check|try|match)';

/** More ways in which people ask for what is done to texts. */
export const everydayTexts: Readonly<Record<string, readonly string[]>> = {
  'texts.replace': [
    `(${replace} [all|every|each] <found> (with|by|to|for|into)|substitute [all|every|each] <found> (with|by)) <put> [in|within|inside|of] (<subject>|[the] <kindoftext> {text:bare})`,
    `in <subject_closed> [,] ${replace} [all|every|each] <found> (with|by|to|for) <put>`,
  ],
  'texts.regex_test': [
    '(does|do|will|would) <tested> match <regexword> {pattern:bare_regex}',
    'is <tested> matched by <regexword> {pattern:bare_regex}',
    '(does|do|will|would) <regexword> {pattern:bare_regex} match <tested>',
    `${test} <regexword> {pattern:bare_regex} (against|on|with) <tested>`,
    `${test} <tested> (against|with) <regexword> {pattern:bare_regex}`,
    '(test|check|see|tell me) (if|whether|that) <tested> matches <regexword> {pattern:bare_regex}',
  ],
  'texts.regex_find': [
    '(find|list|extract|get|show|give) [me] [all] <the> matches (of|for) <regexword> {pattern:bare_regex} in <subject>',
  ],
  'texts.wrap': [
    '(wrap|word wrap|word-wrap|hard wrap|reflow) [<this>] [<noun>] <atwidth> {text}',
    '(wrap|word wrap|word-wrap|hard wrap|reflow) <subject> <atwidth>',
    'wrap <atwidth> <subject>',
  ],
  'texts.letters': [
    'how (many times|often) (does|do|is) [the] (letter {the_letter:one_letter}|letter {letter}|{letter}) (appear|occur|show up|used|found) in ({word}|the word {named:word})',
    '(count|<whatis> <the> number of) [all] <the> [(occurrences|instances|times) [of]] [the] (letter {the_letter:one_letter}|letter {letter}) [appears|occurs] in ({word}|the word {named:word})',
    '(count|<whatis> <the> number of) [all] <the> {letter} in ({word}|the word {named:word})',
    'how many (times the letter|letter|letters) {the_letter:one_letter} (are there in|are in|is in|in) ({word}|the word {named:word})',
    'how many {the_letter:one_letter} (are there in|are in|in) the word {named:word}',
  ],
  'texts.vowels': [
    'how many {letter_kind} (are there in|are in|in|does|do|are|is in|) <countedtext> [have|contain]',
    '(count|count up|<whatis> <the> number of|number of) [all] <the> [number of] {letter_kind} (in|of|) <countedtext>',
    '<whatis> <the> {letter_kind} count (in|of|for|) <countedtext>',
  ],
  'texts.case': [
    '{case_style} (of|for) <subject>',
    '(convert|change|turn|make|what is|) [the] [variable|identifier|name|string] {text:bare} (to|into|in|as) {case_style}',
    '(make|convert|turn|put|change|write) (this|it|the following) [to|into|in] {case_style} {text}',
    '(to|in|into) {case_style} {text}',
  ],
  'texts.slug': [
    '(slugify|[url] slug (for|of|from)|(make|create|generate|<whatis>) [a|an|the] [url] slug (from|of|for|out of)) <subject>',
    '(convert|turn|make|change) <subject> (to|into) [a] [url] slug',
    '[url] slug <subject>',
  ],
  'texts.sort_by_length': [
    '(sort|order|arrange) [<this>] [<noun>] by [word|line|their] length [[,] {length_order}] <subject>',
    '(sort|order|arrange) <subject> by [word|line|their] length [[,] {length_order}]',
  ],
  'texts.longest_word': ['(<whatis>|which is|) <the> {length_end} word (in|of|) <subject>'],
  'texts.join_lines': [
    '(join|combine|merge|concatenate) [<this>|all] [the] [lines|items|words] (with|by|using) [a|an] ({by_sign:sign_name}|{by:quoted}) [between them] <subject>',
  ],
  'texts.split': [
    'split [<this>] [<noun>] (by|on|at|with) [the|every|each|a] ({by_sign:sign_name}|{by:quoted}) [into lines] <subject>',
    'split <subject> (by|on|at|with) [the|every|each|a] ({by_sign:sign_name}|{by:quoted}) [into lines]',
    'split <subject> into lines (by|on|at) [the|every|each] ({by_sign:sign_name}|{by:quoted})',
  ],
  'texts.ends': [
    '<whatis> <the> {end_of} [{integer}] {count_unit} (of|in|from) (<subject>|[the] <kindoftext> {text:bare})',
    '[<whatis>] <the> {end_of} [{integer}] {count_unit} <subject>',
  ],
  'texts.remove': [
    '(remove|delete|take out) [all] <the> {removable} (from|in|of|) <subject>',
    '<subject> without {removable:only_marks}',
  ],
  'texts.lines_with': [
    '(show|list|keep|find|get|filter|filter for|extract|grep|) [me] [only] [all] <the> lines {line_test} [the] [word|text|string] ({find:quoted}|{find_bare:piece}) ([in|from|of|out of] <subject>|{text:here})',
  ],
};

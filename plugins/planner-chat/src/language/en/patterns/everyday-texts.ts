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
};

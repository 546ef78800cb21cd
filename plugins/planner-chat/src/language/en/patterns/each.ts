/** Patterns of requests that a model answers for each item of a list on its own. */
export const eachPatterns: Readonly<Record<string, readonly string[]>> = {
  classify: [
    '(classify|label|tag|categorize|categorise) (<every> {item}|{items}) [<thisdata>] (as|as either|as being|into) {labels}',
    '(decide|determine|say|tell me) (whether|if) <each> {item} [<thisdata>] is {labels}',
    '(decide|determine|say|tell me) for <each> {item} [<thisdata>] [,] (whether|if) it is {labels}',
    'is <each> {item} [<thisdata>] {labels}',
  ],
  translate: [
    'translate (<every> {item}|{items}) [<thisdata>] (to|into|in) {tongue}',
    'translate (the|this|my) {column} column [<thisdata>] (to|into) {tongue}',
  ],
  summarise: [
    '(summarize|summarise) <each> {item} [<thisdata>] [{size}]',
    '(write|give me) a [short|one sentence|one-sentence] summary of <each> {item} [<thisdata>]',
  ],
  extract: ['extract <the> {fields} (of|from|for|in|out of) <each> {item} [<thisdata>]'],
};

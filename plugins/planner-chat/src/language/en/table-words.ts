import { spread } from '../spread.ts';

/** English words of requests about tables, by slot. */
export const tableVocabularies: Readonly<Record<string, Readonly<Record<string, string | number>>>> = {
  function_word: spread({
    mean: 'arithmetic mean, average, averages, mean, avg',
    median: 'median, medians',
    sum: 'sum, sums, total, totals, sum total',
    max: 'maximum, max, largest, highest, biggest, greatest',
    min: 'minimum, min, smallest, lowest',
    deviation: 'standard deviation, std dev, stdev, std deviation, std',
    variance: 'variance',
    sample_deviation: 'sample standard deviation',
    population_deviation: 'population standard deviation',
  }),
  every_column: spread({
    numbers:
      'all columns, each column, every column, all the columns, all numeric columns, all the numeric columns, each numeric column, every numeric column, the numeric columns, all number columns',
  }),
  order_down: spread({
    descending: 'top, highest, largest, biggest, greatest',
    ascending: 'bottom, lowest, smallest',
  }),
  dated_order: spread({
    descending: 'newest first, latest first, most recent first, newest to oldest, latest to earliest',
    ascending:
      'oldest first, earliest first, oldest to newest, earliest to latest, chronologically, in chronological order',
  }),
  alphabetical: spread({
    ascending: 'alphabetically, in alphabetical order, a to z, a-z, from a to z',
    descending: 'z to a, z-a, from z to a, in reverse alphabetical order, reverse alphabetically',
  }),
  frequency: spread({
    descending: 'most common, most frequent, most often occurring',
    ascending: 'least common, least frequent, rarest',
  }),
  how_often: spread({
    descending: 'most often, the most often, most frequently',
    ascending: 'least often, least frequently',
  }),
  aged: spread({ 'greater age': 'over, above', 'less age': 'under, below' }),
  superlative: spread({
    'descending age': 'oldest, eldest',
    'ascending age': 'youngest',
    'descending height': 'tallest',
    'descending weight': 'heaviest',
    'ascending weight': 'lightest',
    'descending price': 'most expensive, priciest, dearest',
    'ascending price': 'cheapest, least expensive',
  }),
  comparative: spread({
    'greater age': 'older than, over the age of, above the age of',
    'less age': 'younger than, under the age of, below the age of',
    'greater height': 'taller than',
    'greater weight': 'heavier than',
    'less weight': 'lighter than',
    'greater price': 'more expensive than, pricier than',
    'less price': 'cheaper than, less expensive than',
  }),
  then: { then: 1, 'then by': 1, 'and then': 1, 'and then by': 1, ', then': 1, ', then by': 1, ', and then by': 1 },
  missing_cells: spread({
    missing:
      'missing values, missing cells, empty cells, blank cells, null values, empty values, blank values, nulls, blanks',
  }),
  first_one: { first: 1 },
};

/** Macros of the same requests. */
export const tableMacros: Readonly<Record<string, string>> = {
  bygroups: '(by|per|for each|for every|in each|grouped by|group by|broken down by|split by) <the> {groups:columns}',
  only: '((where|with|whose|when|having|for rows where|for rows with|of rows where) <condition> [{and_or} <condition2>]|(for|of|in|from|at|with|where it is) <the> {only:known_cell}|(for|in|with) <the> {where:column} [=|is] {cell}|in {during:period})',
  get: '(show|list|give|get|find|display|return|print|what is|what are|which are|who are|)',
};

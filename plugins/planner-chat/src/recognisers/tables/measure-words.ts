/** The functions of `table.group_aggregate` that a word asks for, with what each is called in an answer. */
const FUNCTIONS: Readonly<Record<string, readonly (readonly [name: string, said: string])[]>> = {
  mean: [['mean', 'average']],
  median: [['median', 'median']],
  sum: [['sum', 'sum']],
  max: [['max', 'maximum']],
  min: [['min', 'minimum']],
  range: [
    ['min', 'minimum'],
    ['max', 'maximum'],
  ],
  // Which of the two is meant, nobody says: both are given, each with its name.
  deviation: [
    ['standard_deviation', 'sample standard deviation'],
    ['population_standard_deviation', 'population standard deviation'],
  ],
  variance: [
    ['variance', 'sample variance'],
    ['population_variance', 'population variance'],
  ],
  sample_deviation: [['standard_deviation', 'sample standard deviation']],
  population_deviation: [['population_standard_deviation', 'population standard deviation']],
};

/** One column of a result. */
export type Aggregated = { readonly function: string; readonly column: string; readonly as: string };

/** The columns of a result that a word such as "deviation" asks for, of one column of a table. */
export const aggregatedBy = (word: string, column: string): readonly Aggregated[] =>
  (FUNCTIONS[word] ?? []).map(([name, said]) => ({ function: name, column, as: `${said} of ${column}` }));

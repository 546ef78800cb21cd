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

/** Ask about single rows, or for all of the data. */
export const rowwise = set(
  'row rows each every line lines record records entry entries who whose translate rewrite fix clean correct classify categorize categorise tag label spelling typo typos name names comments comment_text reviews review feedback messages notes find search list all text texts rename anonymize anonymise duplicates outlier outliers anomaly anomalies',
);

/** A table of phrases by what they mean, separated by commas, as a table of what they mean by phrase. */
export const spread = (values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([value, phrases]) => phrases.split(',').map((phrase) => [phrase.trim(), value])),
  );

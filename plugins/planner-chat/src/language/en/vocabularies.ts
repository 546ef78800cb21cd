const spread = (values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([value, phrases]) => phrases.split(',').map((phrase) => [phrase.trim(), value])),
  );

/** English phrases by slot, with what they mean to the operations. */
export const vocabularies: Readonly<Record<string, Readonly<Record<string, string | number>>>> = {
  statistic: spread({
    population_deviation: 'population standard deviation',
    standard_deviation: 'sample standard deviation',
    mean: 'arithmetic mean, average value, average, mean, avg',
    median: 'median',
    sum: 'sum, total',
    max: 'maximum, max, largest, highest, biggest, greatest',
    min: 'minimum, min, smallest, lowest',
    range: 'range',
    product: 'product',
  }),
  aggregate: spread({
    mean: 'arithmetic mean, average, mean, avg',
    median: 'median',
    sum: 'sum, total',
    max: 'maximum, max, largest, highest, biggest, greatest',
    min: 'minimum, min, smallest, lowest',
  }),
  count_unit: spread({
    words: 'words, word',
    characters: 'characters, character, chars, char',
    lines: 'lines, line',
    sentences: 'sentences, sentence',
    paragraphs: 'paragraphs, paragraph',
    bytes: 'bytes, byte',
    letters: 'letters, letter',
  }),
  case_style: spread({
    upper: 'uppercase, upper case, upper-case, all caps, capital letters, all capitals',
    lower: 'lowercase, lower case, lower-case, small letters',
    title: 'title case, titlecase, title-case',
    sentence: 'sentence case',
    snake: 'snake case, snake_case, snake-case',
    kebab: 'kebab case, kebab-case',
    camel: 'camel case, camelcase, camel-case',
    pascal: 'pascal case, pascalcase, pascal-case',
    constant: 'constant case, screaming snake case, upper snake case',
  }),
  reverse_by: spread({
    characters: 'letters, characters, letter order',
    words: 'words, word order, order of words, order of the words',
    lines: 'lines, order of lines, order of the lines',
    items: 'list, items, entries, order of items, order of the items',
  }),
  extract_kind: spread({
    emails: 'emails, email addresses, e-mail addresses, e-mails, email address, mail addresses',
    urls: 'urls, links, web addresses, url, hyperlinks',
    numbers: 'numbers',
    dates: 'dates',
  }),
  encoding: spread({
    base64: 'base64, base 64, base-64',
    base64url: 'base64url, url safe base64, url-safe base64',
    hex: 'hex, hexadecimal',
    url: 'url, percent, uri, percent encoding, url encoding',
    html: 'html, html entities',
  }),
  hash: spread({
    md5: 'md5, md 5',
    sha1: 'sha1, sha-1, sha 1',
    sha256: 'sha256, sha-256, sha 256, sha2-256',
    crc32: 'crc32, crc-32, crc 32',
  }),
  base: {
    binary: 2,
    octal: 8,
    decimal: 10,
    hexadecimal: 16,
    hex: 16,
    'base 2': 2,
    'base 8': 8,
    'base 10': 10,
    'base 16': 16,
    'base 36': 36,
    'base 3': 3,
    'base 5': 5,
    'base 7': 7,
    'base 12': 12,
    'base 32': 32,
  },
  date_unit: spread({ days: 'days, day', weeks: 'weeks, week', months: 'months, month', years: 'years, year' }),
  format: spread({
    json: 'json',
    csv: 'csv',
    yaml: 'yaml, yml',
    markdown: 'markdown table, markdown, md table, a markdown table',
    tsv: 'tsv',
  }),
  order: spread({
    ascending:
      'ascending, in ascending order, ascending order, from smallest to largest, from low to high, from lowest to highest, smallest first, lowest first',
    descending:
      'descending, in descending order, descending order, from largest to smallest, from high to low, from highest to lowest, largest first, highest first, desc',
  }),
  comparison: spread({
    greater:
      'greater than, more than, over, above, larger than, bigger than, higher than, >, is greater than, is more than, is over, is above',
    greater_or_equal: 'at least, >=, is at least, greater than or equal to, no less than',
    less: 'less than, under, below, smaller than, lower than, fewer than, <, is less than, is under, is below',
    less_or_equal: 'at most, <=, is at most, less than or equal to, no more than',
    equals: 'is, equals, =, ==, equal to, is equal to',
    not_equals: 'is not, !=, does not equal, is not equal to',
  }),
  extreme: spread({
    descending: 'highest, largest, biggest, greatest, maximum, max, most',
    ascending: 'lowest, smallest, minimum, min, least',
  }),
  join_kind: spread({
    inner: 'join, inner join, inner-join',
    left: 'left join, left-join, left outer join',
    full: 'full join, full outer join, outer join, full-join',
  }),
  and_or: spread({ all: 'and', any: 'or' }),
  base64_only: spread({ base64: 'base64, base 64, base-64' }),
  color_form: spread({ rgb: 'rgb', hex: 'hex, hexadecimal, hex code', hsl: 'hsl' }),
  line_action: spread({
    remove_empty:
      'remove the empty lines, remove empty lines, remove all empty lines, delete empty lines, delete the empty lines, remove blank lines, remove the blank lines, delete blank lines, strip empty lines, drop empty lines, remove all blank lines',
    number: 'number the lines, add line numbers to, number each line, number every line, add line numbers',
    trim: 'trim the lines, trim each line, trim every line, trim all lines',
  }),
  day_owner: { "tomorrow's": 1, tomorrows: 1, "yesterday's": -1, yesterdays: -1 },
  escaping: spread({ url: 'url, percent', html: 'html' }),
  every_word: spread({ title: 'every word, each word, all words' }),
  direction: spread({ up: 'increase, rise, growth, gain', down: 'decrease, drop, decline, reduction, fall' }),
  unique: spread({ unique: 'unique, distinct' }),
};

import type { ColumnFacts } from './column-facts.ts';
import type { DataSource } from './data-source.ts';

/** At both ends of a table: totals stand last, and subtotals soon. */
const LOOKED_AT = 50_000;

/** A cell that says that its row sums up others, in the languages that tables come in. */
const TOTAL =
  /(?:^|[\n,;|\t:])[ "*_]*(?:(?:grand|sub|running|overall|net|gross)[- ]?)?(?:totals?|sums?|averages?|avg\.?|means?|medians?|\u03a3|\u2211|\u00d8|summe|gesamt(?:summe)?|insgesamt|zwischensumme|mittelwert|durchschnitt|totale?s?|somme|moyenne|suma|promedio)[ "*_:]*(?=[,;|\t\r\n}\]]|$)/i;
/** A name with such a word at its beginning or end, and few others: "North subtotal", "Total (12 people)". */
const NAMED_TOTAL =
  /(?:^|[\n,;|\t:])[ "*_]*(?:(?:grand |sub-?)?totals?\b[^\n,;|\t:"]{1,24}|[^\n,;|\t:"]{1,24}\b(?:sub-?)?totals?)[ "*_:]*(?=[,;|\t\r\n}\]]|$)/i;
/** A last row that is about all. */
const ABOUT_ALL =
  /(?:^|[,;|\t])[ "*_]*(?:all|overall|altogether|together|everything|everyone|combined|both|alle|alles|(?:all|alle)(?: the| die)? \p{L}+[sen])[ "*_:]*(?=[,;|\t]|$)/iu;
/** A last row without a name. */
const NAMELESS = /^(""|\|\s*)?[,;|\t]/;

/**
 * Whether the last or first row holds the sum of all others, whatever it is called: in every column of numbers of a small table, and
 * in one of a longer table, where that is no chance.
 */
export function isTotalled(columns: readonly ColumnFacts[]): boolean {
  const numbers = columns.filter(({ kind }) => kind === 'number');
  const totalled = numbers.filter(({ sumRow }) => sumRow !== null);
  if (totalled.some(({ sumRow }) => sumRow === 'sure')) return true;
  return totalled.length > 1 && totalled.length === numbers.length;
}

/**
 * Whether some row of a table sums up others: then every total, average and highest value of a column is another with it and
 * without it.
 */
export function hasTotalRow({ kind, text }: Pick<DataSource, 'kind' | 'text'>): boolean {
  const body = kind === 'json' || kind === 'yaml' ? text : text.slice(text.indexOf('\n'));
  const ends = [body.slice(0, LOOKED_AT), body.slice(-LOOKED_AT)];
  if (ends.some((text) => TOTAL.test(text) || NAMED_TOTAL.test(text))) return true;
  if (kind === 'json' || kind === 'yaml') return false;
  const lines = body.slice(-LOOKED_AT).trimEnd().split('\n');
  const [before = '', last = ''] = lines.slice(-2);
  return ABOUT_ALL.test(last) || (NAMELESS.test(last.trimStart()) && !NAMELESS.test(before.trimStart()));
}

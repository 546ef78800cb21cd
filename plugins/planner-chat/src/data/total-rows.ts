import type { DataSource } from './data-source.ts';

/** At both ends of a table: totals stand last, and subtotals soon. */
const LOOKED_AT = 50_000;

/** A cell that says that its row sums up others, in the languages that tables come in. */
const TOTAL =
  /(?:^|[\n,;|\t:])[ "*_]*(?:(?:grand|sub|running|overall|net|gross)[- ]?)?(?:totals?|sums?|averages?|mean|summe|gesamt(?:summe)?|insgesamt|zwischensumme|mittelwert|durchschnitt|totale?s?|somme|moyenne|suma|promedio)[ "*_:]*(?=[,;|\t\r\n}\]]|$)/i;
/** A last row without a name. */
const NAMELESS = /^(""|\|\s*)?[,;|\t]/;

/**
 * Whether some row of a table sums up others: then every total, average and highest value of a column is another with it and
 * without it.
 */
export function hasTotalRow({ kind, text }: Pick<DataSource, 'kind' | 'text'>): boolean {
  const body = kind === 'json' || kind === 'yaml' ? text : text.slice(text.indexOf('\n'));
  if (TOTAL.test(body.slice(0, LOOKED_AT)) || TOTAL.test(body.slice(-LOOKED_AT))) return true;
  if (kind === 'json' || kind === 'yaml') return false;
  const lines = body.slice(-LOOKED_AT).trimEnd().split('\n');
  const [before = '', last = ''] = lines.slice(-2);
  return NAMELESS.test(last.trimStart()) && !NAMELESS.test(before.trimStart());
}

import type { Caught } from '../../grammar/pattern.ts';
import type { Language } from '../../language/language.ts';

/** What an amount of money is called behind its number. */
export interface Currency {
  readonly other?: string;
}

/**
 * The currency that amounts were written with: none when they are plain numbers.
 * @returns null when there are two.
 */
export function currencyOf(caught: readonly (Caught | undefined)[], { vocabularies }: Language): Currency | null {
  const { currency = {} } = vocabularies;
  const said = caught.flatMap((item) => {
    const sign = (item?.raw ?? '').toLowerCase().replaceAll(/[\d\s.,'\u2019-]/g, '');
    const name = Object.hasOwn(currency, sign) ? currency[sign] : undefined;
    return typeof name === 'string' ? [name] : [];
  });
  const [name, another] = new Set(said);
  if (another !== undefined) return null;
  return name === undefined ? {} : { other: name };
}

import { KNOWN_NUMBER_FORMATS } from './known-number-formats.ts';

/** How a locale writes numbers. */
export interface NumberFormat {
  readonly decimal: '.' | ',';
  /** Between thousands. */
  readonly group: ',' | '.' | "'" | '\u2019' | '\u00a0' | '\u202f' | ' ' | '';
}

const GROUPS: readonly string[] = [',', '.', "'", '\u2019', '\u00a0', '\u202f', ' '];

/** The number format of a BCP 47 locale; English where the locale is unknown. */
export function numberFormatOf(locale: string): NumberFormat {
  return KNOWN_NUMBER_FORMATS.get(locale) ?? numberFormatByIntl(locale);
}

/** The number format of a BCP 47 locale, from the runtime's data; English where the locale is unknown. */
export function numberFormatByIntl(locale: string): NumberFormat {
  const [known = 'en'] = Intl.NumberFormat.supportedLocalesOf(isLocale(locale) ? [locale] : ['en']);
  const parts = new Intl.NumberFormat(known, { numberingSystem: 'latn' }).formatToParts(1234567.5);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  const group = of('group');
  return {
    decimal: of('decimal') === ',' ? ',' : '.',
    group: GROUPS.includes(group) ? (group as NumberFormat['group']) : '',
  };
}

function isLocale(locale: string): boolean {
  return /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(locale);
}

/**
 * Reads a number as the locale writes it and gives it as a JavaScript decimal literal such as `-1234.5`.
 * @returns null where it has no meaning in the locale, or could have two: `1,234` where a comma stands before decimals.
 */
export function readNumber(written: string, format: NumberFormat): string | null {
  const exponent = /[eE][+-]?\d+$/.exec(written)?.[0] ?? '';
  const body = written.slice(0, written.length - exponent.length).replaceAll('\u2019', "'");
  // Numbers of that size are beyond what results can be.
  if (exponent.length > 3) return null;
  if (/^\d+$/.test(body)) return body.length > 30 ? null : trimmed(body) + exponent;
  if (exponent !== '' && !/^\d*\.\d+$/.test(body)) return null;

  const english = /^(\d{1,3}(?:,\d{3})+|\d*)(?:\.(\d+))?$/.exec(body);
  if (format.decimal === '.') {
    // Nobody who writes decimals with a point writes 1.500 for one and a half; half of Europe writes it for 1500.
    if (/^[1-9]\d{0,2}\.\d\d0$/.test(body)) return null;
    if (english !== null) return joined(english, ',') + exponent;
    const swiss =
      format.group === "'" || format.group === '\u2019' ? /^(\d{1,3}(?:'\d{3})+)(?:\.(\d+))?$/.exec(body) : null;
    return swiss === null ? null : joined(swiss, "'");
  }
  const continental = /^(\d{1,3}(?:[.\u00a0\u202f]\d{3})+|\d+)(?:,(\d+))?$/.exec(body);
  // With one separator before exactly three digits, a reader of either convention sees another number.
  if (/^\d{1,3}[.,]\d{3}$/.test(body)) return null;
  if (continental !== null) return joined(continental, /[.\u00a0\u202f]/g);
  return english !== null && !body.includes(',') ? joined(english, ',') + exponent : null;
}

function joined(match: RegExpExecArray, group: string | RegExp): string {
  const whole = trimmed((match[1] ?? '').replaceAll(typeof group === 'string' ? group : new RegExp(group, 'g'), ''));
  return match[2] === undefined ? whole : `${whole}.${match[2]}`;
}

const trimmed = (digits: string) => digits.replace(/^0+(?=\d)/, '') || '0';

import type { Json } from '@kora/contracts';
import { canonicalText } from '../values/canonical.ts';
import { Decimal } from '../values/decimal.ts';
import { written } from './written-number.ts';

/** Escapes a text so that Markdown shows it as it is, in one line. */
export function escapedMarkdown(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_{}[\]<>#|~$!]/g, (sign) => `\\${sign}`)
    .trim();
}

/** How numbers are written inside Markdown. */
export interface NumberStyle {
  readonly digits: number;
  readonly group: string;
  readonly decimal: string;
}

/** A value inside a line of Markdown: numbers as the style says, nothing for null, JSON for lists and objects. */
export function inlineValue(value: Json, { digits, group, decimal }: NumberStyle): string {
  if (value === null) return '';
  if (typeof value === 'number') return written(new Decimal(value), digits, group, decimal);
  return escapedMarkdown(typeof value === 'string' ? value : canonicalText(value));
}

/** A fence of backticks that is longer than any run of them in a text. */
export function fenceFor(text: string, least: number): string {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  return '`'.repeat(Math.max(least, longest + 1));
}

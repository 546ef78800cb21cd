import type { NumberFormat } from './number-format.ts';

const formats: readonly (readonly [decimal: NumberFormat['decimal'], group: NumberFormat['group'], locales: string])[] =
  [
    ['.', ',', 'en en-US en-GB en-AU en-CA en-IE en-IN en-NZ es-MX he-IL hi-IN ja ja-JP ko ko-KR zh zh-CN zh-TW'],
    [',', '.', 'de de-DE da da-DK el el-GR es es-ES id-ID it it-IT nl nl-NL pt pt-BR ro ro-RO tr tr-TR'],
    [',', '\u202f', 'fr fr-FR'],
    [',', '\u00a0', 'cs cs-CZ fi fi-FI fr-CA hu hu-HU nb nb-NO pl pl-PL pt-PT ru ru-RU sv sv-SE uk uk-UA'],
  ];

/**
 * How common locales write numbers, as the Unicode Locale Data say: the first use of Intl.NumberFormat in a process blocks it
 * longer than a message is read. A test holds the table against the runtime.
 */
export const KNOWN_NUMBER_FORMATS: ReadonlyMap<string, NumberFormat> = new Map(
  formats.flatMap(([decimal, group, locales]) => locales.split(' ').map((locale) => [locale, { decimal, group }])),
);

import type { RequestContext } from '../request-context.ts';

interface Abbreviation {
  readonly zone: string;
  /** From UTC while the abbreviation is in use. Null: in use all the year. */
  readonly offset: string | null;
  /** Countries where it has this meaning. None: everywhere but `not`. */
  readonly only?: readonly string[];
  readonly not?: readonly string[];
}

const NORTH = ['US', 'CA', 'MX'];

/** Abbreviations of time zones, in small letters. CST and MST are left out: they are as much those of China and Malaysia. */
const ABBREVIATIONS: Readonly<Record<string, Abbreviation>> = {
  est: { zone: 'America/New_York', offset: '-05:00', not: ['AU'] },
  edt: { zone: 'America/New_York', offset: '-04:00', not: ['AU'] },
  et: { zone: 'America/New_York', offset: null, not: ['AU'] },
  'eastern time': { zone: 'America/New_York', offset: null, only: NORTH },
  'central time': { zone: 'America/Chicago', offset: null, only: NORTH },
  mdt: { zone: 'America/Denver', offset: '-06:00' },
  'mountain time': { zone: 'America/Denver', offset: null, only: NORTH },
  pst: { zone: 'America/Los_Angeles', offset: '-08:00', not: ['PH'] },
  pdt: { zone: 'America/Los_Angeles', offset: '-07:00' },
  pt: { zone: 'America/Los_Angeles', offset: null, only: NORTH },
  cet: { zone: 'Europe/Berlin', offset: '+01:00' },
  cest: { zone: 'Europe/Berlin', offset: '+02:00' },
  eet: { zone: 'Europe/Athens', offset: '+02:00' },
  eest: { zone: 'Europe/Athens', offset: '+03:00' },
  bst: { zone: 'Europe/London', offset: '+01:00', only: ['GB', 'IE'] },
  ist: { zone: 'Asia/Kolkata', offset: '+05:30', only: ['IN'] },
  jst: { zone: 'Asia/Tokyo', offset: '+09:00' },
  kst: { zone: 'Asia/Seoul', offset: '+09:00' },
  sgt: { zone: 'Asia/Singapore', offset: '+08:00' },
  hkt: { zone: 'Asia/Hong_Kong', offset: '+08:00' },
  aest: { zone: 'Australia/Sydney', offset: '+10:00' },
  aedt: { zone: 'Australia/Sydney', offset: '+11:00' },
  nzst: { zone: 'Pacific/Auckland', offset: '+12:00' },
  nzdt: { zone: 'Pacific/Auckland', offset: '+13:00' },
};

/**
 * The zone that an abbreviation means to somebody of a country, today: who says EST in July means summer time, or does not, so the
 * abbreviation must be the one that is in use.
 */
export function zoneOfAbbreviation(name: string, { country, now }: RequestContext): string | null {
  const found = Object.hasOwn(ABBREVIATIONS, name) ? ABBREVIATIONS[name] : undefined;
  if (found === undefined || found.not?.includes(country) || found.only?.includes(country) === false) return null;
  if (found.offset === null) return found.zone;
  return Temporal.Instant.from(now).toZonedDateTimeISO(found.zone).offset === found.offset ? found.zone : null;
}

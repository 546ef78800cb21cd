import { integer, oneOf, strict, text } from '@kora/contracts';
import * as t from 'io-ts';
import type { HardwareProfile } from './hardware-profile.ts';

/** `fits`: runs beside what is open now. `tight`: only when other programs make room. `too_large`: will swap or fail. */
export const FIT_VERDICTS = ['fits', 'tight', 'too_large'] as const;
export type FitVerdict = (typeof FIT_VERDICTS)[number];

/** A verdict with the memory that it is about, and for what is not a clear fit a smaller model of the curated list that is. */
export const fitCodec = strict('Fit', {
  verdict: oneOf('FitVerdict', FIT_VERDICTS),
  alternative: t.union([text('CuratedId', 64), t.null]),
  needed_bytes: integer('NeededBytes', 0),
});
export type Fit = t.TypeOf<typeof fitCodec>;

/** Shares of memory that a model may take: the rest is the system's and Studio's own. */
const OF_AVAILABLE = 0.9;
const OF_ALL = 0.8;

/** Judges by main memory, or by a graphics card's own memory where that is larger. */
export function fitVerdict(needed_bytes: number, hardware: HardwareProfile): FitVerdict {
  const card = Math.max(0, ...hardware.gpus.map((gpu) => gpu.memory_bytes ?? 0)) * OF_AVAILABLE;
  if (needed_bytes <= Math.max(hardware.available_bytes * OF_AVAILABLE, card)) return 'fits';
  return needed_bytes <= Math.max(hardware.memory_bytes * OF_ALL, card) ? 'tight' : 'too_large';
}

/** A model that could be had instead. */
export interface Candidate {
  readonly id: string;
  readonly needed_bytes: number;
}

/** A verdict with the largest candidate that is smaller and fits. */
export function judgeFit(needed_bytes: number, hardware: HardwareProfile, candidates: readonly Candidate[]): Fit {
  const verdict = fitVerdict(needed_bytes, hardware);
  if (verdict === 'fits') return { verdict, alternative: null, needed_bytes };
  const smaller = candidates
    .filter((each) => each.needed_bytes < needed_bytes && fitVerdict(each.needed_bytes, hardware) === 'fits')
    .sort((a, b) => b.needed_bytes - a.needed_bytes);
  return { verdict, alternative: smaller[0]?.id ?? null, needed_bytes };
}

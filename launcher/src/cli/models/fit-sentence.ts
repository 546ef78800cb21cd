import type { Fit } from './answers.ts';

const VERDICTS: Readonly<Record<Fit['verdict'], string>> = {
  fits: 'It fits this computer.',
  tight: 'It fits this computer only when other programs make room.',
  too_large: 'It is too large for the memory of this computer: it would be very slow, or fail.',
};

/** Whether a model will run here, and what to take instead. */
export function fitSentence({ verdict, alternative }: Fit): string {
  const instead = alternative === null ? '' : ` A smaller one that fits: kora models pull ${alternative}`;
  return `${VERDICTS[verdict]}${instead}`;
}

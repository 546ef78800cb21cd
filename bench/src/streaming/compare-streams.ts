import type { Measurement } from '../report.ts';
import { median } from '../statistics.ts';
import { rateOf, type Streamed, type TokenStream } from './token-stream.ts';

/** How much is asked, how often, and whether the targets of the specification are held against it. */
export interface StreamComparison {
  readonly title: string;
  readonly tokens: number;
  readonly rounds: number;
  readonly targets: boolean;
}

/** Asks both for the same answers in turns, and compares tokens per second and the time to the first token. */
export async function compareStreams(
  ours: TokenStream,
  direct: TokenStream,
  { title, tokens, rounds, targets }: StreamComparison,
): Promise<readonly Measurement[]> {
  const samples: { ours: Streamed; direct: Streamed }[] = [];
  for (let round = rounds > 1 ? -2 : 0; round < rounds; round++) {
    const seed = round + 10;
    const sample = { ours: await ours.ask(seed, tokens), direct: await direct.ask(seed, tokens) };
    if (round >= 0) samples.push(sample);
  }
  const of = (side: 'ours' | 'direct', what: (streamed: Streamed) => number) =>
    median(samples.map((sample) => what(sample[side])));
  const first = ({ first_ms }: Streamed) => first_ms;
  return [
    {
      name: `${title}, ${of('ours', (each) => each.tokens)} tokens`,
      value: of('ours', rateOf),
      unit: 'tokens/s',
      beside: {
        name: direct.name,
        value: of('direct', rateOf),
        ...(targets ? { target: { at_least: 0.98 } } : {}),
      },
    },
    {
      name: `${title}, first token`,
      value: of('ours', first),
      unit: 'ms',
      beside: { name: direct.name, value: of('direct', first) },
    },
    {
      name: `${title}, first token later by`,
      value: median(samples.map((sample) => sample.ours.first_ms - sample.direct.first_ms)),
      unit: 'ms',
      ...(targets ? { target: { at_most: 5 } } : {}),
    },
  ];
}

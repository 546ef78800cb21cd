import type { Measurement } from '../report.ts';
import { median, type Plan, roundsOf } from '../statistics.ts';
import { rateOf, type Streamed, type TokenStream } from './token-stream.ts';

/** How much is asked, how often, and whether the targets of the specification are held against it. */
export interface StreamComparison {
  readonly title: string;
  readonly tokens: number;
  readonly plan: Plan;
  readonly targets: boolean;
}

const SEEDS_TRIED = 12;
/** Short answers before the first that counts: a server and a client that have been up for a while have their code compiled. */
const WARMING = { answers: 25, tokens: 4 } as const;

/** Random weights may end an answer at once; this is the first seed with which they do not, or the last that was tried. */
async function talkativeSeed(stream: TokenStream, tokens: number): Promise<number> {
  for (let seed = 1; seed < SEEDS_TRIED; seed++) {
    if ((await stream.ask(seed, tokens)).tokens >= tokens) return seed;
  }
  return SEEDS_TRIED;
}

/** Asks both for the same answer in turns, and compares tokens per second and the time to the first token. */
export async function compareStreams(
  ours: TokenStream,
  direct: TokenStream,
  { title, tokens, plan, targets }: StreamComparison,
): Promise<readonly Measurement[]> {
  const seed = await talkativeSeed(direct, tokens);
  for (let asked = 0; plan.warmups > 0 && asked < WARMING.answers; asked++)
    for (const stream of [ours, direct]) await stream.ask(seed, WARMING.tokens);
  const samples: { ours: Streamed; direct: Streamed }[] = [];
  for (const counts of roundsOf(plan)) {
    const sample = { ours: await ours.ask(seed, tokens), direct: await direct.ask(seed, tokens) };
    if (counts) samples.push(sample);
  }
  const of = (side: 'ours' | 'direct', what: (streamed: Streamed) => number) =>
    median(samples.map((sample) => what(sample[side])));
  // The best of each, because whatever else the machine does only ever takes tokens away.
  const rate = (side: 'ours' | 'direct') => Math.max(...samples.map((sample) => rateOf(sample[side])));
  const first = ({ first_ms }: Streamed) => first_ms;
  return [
    {
      name: `${title}, ${of('ours', (each) => each.tokens)} tokens`,
      value: rate('ours'),
      unit: 'tokens/s',
      beside: {
        name: direct.name,
        value: rate('direct'),
        ...(targets ? { target: { at_least: 0.98 } } : {}),
      },
    },
    {
      name: `${title}, added to each token`,
      value: (1 / rate('ours') - 1 / rate('direct')) * 1e6,
      unit: 'us',
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

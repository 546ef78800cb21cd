import { turns } from '@kora/plugin-sdk/testing';
import fc from 'fast-check';
import type { UnrulyTurn } from '../engine/unruly-connector.ts';
import type { AnswerShape } from './answers.ts';

const usage = fc.constantFrom({ tokens_out: 0 }, { tokens_out: 1_000_000 }, { tokens_in: 0 }, { tokens_in: 7 });
/** Numbers that no runtime could mean. */
export const NONSENSE = [
  { tokens_in: -1 },
  { tokens_in: 1.5 },
  { tokens_in: Number.NaN },
  { tokens_out: -1 },
  { tokens_out: 10_000.5 },
  { tokens_out: Number.POSITIVE_INFINITY },
] as const;

/** All ways in which a runtime answers or fails to answer a prompt that wants this shape. `stalls` says whether it may hang. */
export function turnArbitrary(shape: AnswerShape, stalls: boolean): fc.Arbitrary<UnrulyTurn> {
  const number = fc.nat(99);
  const good = number.map(shape.good);
  const long = good.map((text) => `${text} SECRET-long-1 `.repeat(20));
  const faults: fc.Arbitrary<UnrulyTurn>[] = [
    fc.constant(turns.wrongSchema(null)),
    number.map((n) => ({ text: shape.bad(n), structured_output: 'json_schema' }) as const),
    fc.constant(turns.answer('SECRET-chatter-1 Sure! Here is your JSON.')),
    fc.constant(turns.empty()),
    good.map((text) => turns.thinking('SECRET-thought-1 and more of it '.repeat(8), text)),
    good.map((text) => turns.truncated(text)),
    good.map((text) => turns.truncated(text.slice(0, -1))),
    fc.constant({ thinking: 'SECRET-thought-1', ending: 'length' } as const),
    good.map((text) => turns.cut(text)),
    good.map((text) => turns.throwing(text)),
    long.map((text) => turns.overlong(text)),
    fc.tuple(good, usage).map(([text, wrong]) => turns.wrongUsage(text, wrong)),
    fc.tuple(good, fc.constantFrom(...NONSENSE)).map(([text, wrong]) => turns.wrongUsage(text, wrong)),
    fc.constant(turns.transportError()),
    fc.constant(turns.crash()),
    fc
      .tuple(good, fc.constantFrom('start' as const, 'delta' as const, 'end' as const))
      .map(([text, repeats]) => ({ text, repeats })),
    good.map((text) => ({ text, dies: true })),
    good.map((text) => ({ text, delay_ms: 3, token_delay_ms: 1 })),
    ...(stalls ? [good.map((text) => turns.stall(text)), fc.constant(turns.stall())] : []),
  ];
  return fc.oneof({ weight: 12, arbitrary: good.map((text) => turns.answer(text)) }, ...faults);
}

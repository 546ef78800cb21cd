import type { Json, JsonObject } from '@kora/contracts';
import type { UnrulyTurn } from '../engine/unruly-connector.ts';
import type { Case } from './case.ts';
import { graphOf } from './case-arbitrary.ts';

/** A model task that wants `{ n, word? }`. */
export function ask(id: string, rest: JsonObject = {}): JsonObject {
  return {
    version: '1.0',
    id,
    type: 'model',
    input: { messages: [{ role: 'user', content: `#${id}# SECRET-prompt-1` }] },
    schema: { type: 'object', properties: { n: { type: 'integer' }, word: { type: 'string' } }, required: ['n'] },
    budget: { max_tokens: 100, max_time_ms: 20_000, max_retries: 0 },
    ...rest,
  };
}

/** An operation task that gives a value. */
export function give(id: string, value: Json = { n: 1, word: 'SECRET-value-1' }, rest: JsonObject = {}): JsonObject {
  return {
    version: '1.0',
    id,
    type: 'deterministic',
    input: { operation: 'value.constant', arguments: { value } },
    ...rest,
  };
}

/** A case of such tasks; the last one is the root. */
export function caseOf(tasks: readonly JsonObject[], turns: Case['turns'] = {}, rest: JsonObject = {}): Case {
  return { graph: graphOf(tasks, rest), turns };
}

/** Answers that fit the schema of {@link ask}, do not fit it, and are too long for any small budget. */
export const GOOD: UnrulyTurn = { text: '{"n":1}' };
export const BAD: UnrulyTurn = { text: '{"n":"SECRET-answer-1"}' };
export const LONG: UnrulyTurn = { text: JSON.stringify({ n: 1, word: 'SECRET-long-1 '.repeat(40) }) };
/** Generates for a while, so that calls overlap. */
export const SLOW: UnrulyTurn = { text: '{"n":     1     }', token_delay_ms: 4 };
/** Says a little, then nothing more until it is stopped. */
export const STALLED: UnrulyTurn = { text: '{"n":', ending: 'stall' };

/** Two operations, the second of which needs the first. */
export const OPERATIONS: Case = caseOf([
  give('a'),
  give('b', { first: { $from: 'a' } }, { type: 'aggregation', dependencies: ['a'] }),
]);
/** A model that answers. */
export const ANSWERED: Case = caseOf([give('a'), ask('q', { dependencies: ['a'] })], { q: [GOOD] });
/** A model that answers at its third attempt. */
export const THIRD_TIME: Case = caseOf(
  [ask('q', { budget: { max_tokens: 100, max_time_ms: 20_000, max_retries: 2 } })],
  { q: [BAD, BAD, GOOD] },
);

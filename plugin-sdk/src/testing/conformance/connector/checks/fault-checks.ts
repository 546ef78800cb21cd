import type { ConnectorError } from '@kora/contracts';
import type { ConformanceTest } from '../../conformance-test.ts';
import { within } from '../../within.ts';
import { type CollectedCall, collectCall } from '../collect-call.ts';
import type { ConnectorCheck } from '../connector-check.ts';
import { requestFor, SECRET, type Subject } from '../connector-under-test.ts';
import { grammarProblems } from '../grammar-problems.ts';

/** Longest context that the suite tries to overflow; beyond it the prompt itself becomes a load test. */
const MAX_CONTEXT_TO_OVERFLOW = 32_768;

/** How calls fail. */
export const faultChecks: readonly ConnectorCheck[] = [
  {
    name: 'an unknown model is an error event of kind model_not_found',
    async run(t, subject) {
      const call = await collectCall(subject, requestFor(subject, { model_id: 'no-such-model-4711' }));
      sayFailedWith(t, call, 'model_not_found');
    },
  },
  {
    name: 'a prompt longer than the context is refused, never cut in silence',
    when: async (subject) => (await contextTokens(subject)) <= MAX_CONTEXT_TO_OVERFLOW,
    async run(t, subject) {
      // Separate words are at least a token each in every vocabulary.
      const content = `${SECRET} ${'word '.repeat((await contextTokens(subject)) + 1)}`;
      const call = await collectCall(subject, requestFor(subject, { messages: [{ role: 'user', content }] }));
      sayFailedWith(t, call, 'context_overflow');
      saySize(t, call.error?.error);
    },
  },
  {
    name: 'a failed call leaves the connector able to serve the next one',
    async run(t, subject) {
      await collectCall(subject, requestFor(subject, { model_id: 'no-such-model-4711' }));
      t.ok((await collectCall(subject, requestFor(subject))).end);
    },
  },
];

/** Asserts that a call failed as an event of this kind, which is no reason to make it again. */
export function sayFailedWith(t: ConformanceTest, call: CollectedCall, kind: ConnectorError['kind']): void {
  t.equal(call.rejection, null, 'faults arrive as an event, not as a rejection');
  t.same(grammarProblems(call.events), []);
  t.equal(call.error?.error.kind, kind);
  t.equal(call.error?.error.retryable, false, 'the same call would fail again');
  sayErrorIsWellFormed(t, call.error?.error);
}

/** Asserts that an overflow says how long the prompt is and how much there is room for, to programs and to people. */
function saySize(t: ConformanceTest, error: ConnectorError | undefined): void {
  const { prompt_tokens, context_tokens } = error?.details ?? {};
  const isSaid = Number.isInteger(prompt_tokens) && Number.isInteger(context_tokens);
  t.ok(isSaid, 'details hold prompt_tokens and context_tokens');
  t.ok(isSaid && error?.message.includes(String(context_tokens)), 'and the message names the context');
}

/** Asserts what holds for every error of a connector: a KORA code, and a message for people that repeats no prompt. */
export function sayErrorIsWellFormed(t: ConformanceTest, error: ConnectorError | undefined): void {
  t.ok(/^KORA_[A-Z0-9]+(_[A-Z0-9]+)+$/.test(error?.code ?? ''), `${error?.code} is a KORA_<AREA>_<WHAT> code`);
  t.ok((error?.message.length ?? 0) > 0, 'the message is not empty');
  t.ok(!JSON.stringify(error ?? {}).includes(SECRET), 'the error repeats nothing of the prompt');
}

/** Infinity when the connector does not say. */
async function contextTokens({ connector, modelId, limit_ms }: Subject): Promise<number> {
  const models = await within(limit_ms, 'models', connector.models(new AbortController().signal));
  return models.find((model) => model.model_id === modelId)?.context_tokens ?? Number.POSITIVE_INFINITY;
}

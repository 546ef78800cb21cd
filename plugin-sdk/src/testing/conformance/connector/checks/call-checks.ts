import { isDeepStrictEqual } from 'node:util';
import { collectCall, isGenerated } from '../collect-call.ts';
import type { ConnectorCheck } from '../connector-check.ts';
import { MAX_TOKENS, requestFor } from '../connector-under-test.ts';
import { grammarProblems } from '../grammar-problems.ts';

const FEW_TOKENS = 4;
// A token of a large vocabulary can hold a long run of spaces; none holds more than this.
const CHARACTERS_PER_TOKEN = 256;

const isCount = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0;

/** What a call that goes well tells. */
export const callChecks: readonly ConnectorCheck[] = [
  {
    name: 'a call tells one start, then text, then exactly one end, and nothing after it',
    async run(t, subject) {
      const call = await collectCall(subject, requestFor(subject));
      t.equal(call.rejection, null, 'the iteration does not reject');
      t.same(grammarProblems(call.events), []);
      t.ok(call.end, 'it ends well');
      t.ok(call.events.some(isGenerated), 'it generates something');
    },
  },
  {
    name: 'start says which model runs with which parameters',
    async run(t, subject) {
      const request = requestFor(subject);
      const { start } = await collectCall(subject, request);
      t.equal(start?.model_id, request.model_id);
      t.equal(start?.parameters.temperature, request.parameters.temperature);
      t.equal(start?.seed, subject.connector.supports.seed ? request.parameters.seed : null);
      t.equal(start?.structured_output, 'none', 'nothing constrains a call without schema');
    },
  },
  {
    name: 'every event can cross a process boundary',
    async run(t, subject) {
      const { events } = await collectCall(subject, requestFor(subject));
      for (const event of events) t.ok(survivesCloning(event), `${event.type} is plain data`);
    },
  },
  {
    name: 'usage is present and plausible',
    async run(t, subject) {
      const { end, events } = await collectCall(subject, requestFor(subject));
      const usage = end?.usage;
      t.ok(isCount(usage?.tokens_in) && isCount(usage?.tokens_out), 'the counts are whole numbers');
      t.ok(['reported', 'counted', 'estimated'].includes(usage?.source ?? ''), 'it says how they are known');
      t.ok((usage?.tokens_in ?? 0) > 0, 'the prompt took tokens');
      const characters = events.reduce((sum, event) => sum + ('text' in event ? event.text.length : 0), 0);
      const tokens_out = usage?.tokens_out ?? 0;
      t.ok(tokens_out * CHARACTERS_PER_TOKEN >= characters, `${tokens_out} tokens can hold ${characters} characters`);
      t.ok(tokens_out <= MAX_TOKENS, 'it used no more than it was allowed to');
    },
  },
  {
    name: 'max_tokens is obeyed, and an answer that it cut says so',
    async run(t, subject) {
      const { end, events } = await collectCall(subject, requestFor(subject, { max_tokens: FEW_TOKENS }));
      t.equal(end?.finish_reason, 'length');
      t.ok((end?.usage.tokens_out ?? Number.NaN) <= FEW_TOKENS, 'usage stays below the cap');
      // One token may become a thinking and a text event when a tag ends inside it.
      t.ok(events.filter(isGenerated).length <= 2 * FEW_TOKENS, 'the text stays below the cap, whatever usage says');
    },
  },
  {
    name: 'text arrives while it is generated',
    when: ({ connector }) => connector.supports.streaming,
    async run(t, subject) {
      const { events } = await collectCall(subject, requestFor(subject));
      t.ok(events.filter(isGenerated).length > 1, 'it comes in more than one piece');
    },
  },
  {
    name: 'thinking is never told by a connector that does not support it',
    when: ({ connector }) => !connector.supports.thinking,
    async run(t, subject) {
      const { events } = await collectCall(subject, requestFor(subject));
      t.ok(!events.some((event) => event.type === 'thinking'));
    },
  },
];

function survivesCloning(value: unknown): boolean {
  try {
    return isDeepStrictEqual(structuredClone(value), value);
  } catch (error) {
    if (error instanceof DOMException) return false;
    throw error;
  }
}

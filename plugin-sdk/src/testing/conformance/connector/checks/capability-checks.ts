import { isRecord, type JsonObject, type PullEvent } from '@kora/contracts';
import { within } from '../../within.ts';
import { collectCall } from '../collect-call.ts';
import type { ConnectorCheck } from '../connector-check.ts';
import { requestFor, type Subject } from '../connector-under-test.ts';

// Within the subset that every known runtime enforces, and finite, so that a model of random weights can end it.
const SCHEMA: JsonObject = {
  type: 'object',
  properties: { urgent: { type: 'boolean' }, topic: { enum: ['invoice', 'delivery', 'other'] } },
  required: ['urgent', 'topic'],
  additionalProperties: false,
};
const SCHEMA_TOKENS = 256;
/** Of it no known runtime enforces all, and any model can end it. */
const ODD_SCHEMA: JsonObject = {
  type: 'object',
  properties: { topic: { enum: ['invoice', 'delivery'], not: { const: 'delivery' } } },
  required: ['topic'],
  additionalProperties: false,
};

const never = () => new AbortController().signal;
const withSchema = (subject: Subject) => requestFor(subject, { schema: SCHEMA, max_tokens: SCHEMA_TOKENS });

/** What a connector does because it says that it can. */
export const capabilityChecks: readonly ConnectorCheck[] = [
  {
    name: 'start says how the output of a call with schema is really constrained, and never claims more than it supports',
    async run(t, subject) {
      const { start } = await collectCall(subject, withSchema(subject));
      t.equal(start?.structured_output, subject.connector.supports.structured_output);
    },
  },
  {
    name: 'a request with schema yields JSON of that schema',
    when: ({ connector }) => connector.supports.structured_output === 'json_schema',
    async run(t, subject) {
      const { text, end } = await collectCall(subject, withSchema(subject));
      t.equal(end?.finish_reason, 'stop', 'the answer is complete');
      t.ok(fitsSchema(text), 'the answer is of the schema');
    },
  },
  {
    name: 'what start says of the schema was said beforehand, and asking for it generates nothing',
    when: ({ connector }) => connector.checkSchema !== undefined,
    async run(t, subject) {
      const checking = async () => subject.connector.checkSchema?.(subject.modelId, ODD_SCHEMA, never());
      const before = (await within(subject.limit_ms, 'checkSchema', checking())) ?? [];
      const request = requestFor(subject, { schema: ODD_SCHEMA, max_tokens: SCHEMA_TOKENS });
      const { start } = await collectCall(subject, request);
      const ofSchema = start?.warnings.filter((warning) => warning.startsWith('/')) ?? [];
      t.same(
        ofSchema.filter((warning) => !before.includes(warning)),
        [],
      );
    },
  },
  {
    name: 'the same seed gives the same answer',
    when: ({ connector }) => connector.supports.seed,
    async run(t, subject) {
      const first = await collectCall(subject, requestFor(subject));
      const second = await collectCall(subject, requestFor(subject));
      t.equal(second.text, first.text);
    },
  },
  {
    name: 'a counted prompt is what the call then uses',
    when: ({ connector }) => connector.supports.token_counting,
    async run(t, subject) {
      const request = requestFor(subject);
      const counting = async () => subject.connector.countTokens?.(request, never());
      const counted = await within(subject.limit_ms, 'countTokens', counting());
      const { start, end } = await collectCall(subject, request);
      t.equal(end?.usage.tokens_in, counted);
      if (typeof start?.tokens_in === 'number') t.equal(start.tokens_in, counted);
    },
  },
  {
    name: 'a model that was unloaded serves the next call',
    when: ({ connector }) => connector.supports.unload,
    async run(t, subject) {
      await collectCall(subject, requestFor(subject));
      const unloading = async () => subject.connector.unload?.(subject.modelId, never());
      await within(subject.limit_ms, 'unload', unloading());
      t.ok((await collectCall(subject, requestFor(subject))).end);
    },
  },
  {
    name: 'texts become vectors of one length, in their order',
    when: ({ connector }) => connector.supports.embeddings,
    async run(t, { connector, embeddingModelId, limit_ms }) {
      const embed = async (inputs: string[]) => connector.embed?.(embeddingModelId, inputs, never()) ?? [];
      const [a, b] = await within(limit_ms, 'embed', embed(['one text', 'another']));
      const [alone] = await within(limit_ms, 'embed', embed(['one text']));
      t.ok((a?.length ?? 0) > 0 && a?.length === b?.length, 'they have one length');
      t.ok(a?.every(Number.isFinite), 'they hold numbers');
      t.same(
        a?.map((x) => x.toFixed(3)),
        alone?.map((x) => x.toFixed(3)),
      );
    },
  },
  {
    name: 'a pull tells progress that never goes back and stays within its total',
    when: ({ connector }) => connector.supports.pull,
    async run(t, { connector, modelId, limit_ms }) {
      const pulling = Array.fromAsync(connector.pull?.(modelId, never()) ?? []);
      t.ok(isProgress(await within(limit_ms, 'pull', pulling)));
    },
  },
];

/** Whether a pull tells progress at all, and never takes any back. */
function isProgress(events: readonly PullEvent[]): boolean {
  const isGrowing = events.every(({ completed_bytes }, i) => completed_bytes >= (events[i - 1]?.completed_bytes ?? 0));
  return events.length > 0 && isGrowing && events.every((event) => isWithinTotal(event));
}

function isWithinTotal({ completed_bytes, total_bytes }: PullEvent): boolean {
  return completed_bytes >= 0 && (total_bytes === null || completed_bytes <= total_bytes);
}

function fitsSchema(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    const topics = ['invoice', 'delivery', 'other'];
    const keys = isRecord(value) ? Object.keys(value).sort().join() : '';
    return (
      keys === 'topic,urgent' &&
      isRecord(value) &&
      typeof value.urgent === 'boolean' &&
      topics.includes(`${value.topic}`)
    );
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

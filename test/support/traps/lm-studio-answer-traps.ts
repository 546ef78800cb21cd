import { type Trap, within } from './trap.ts';

const lmStudio = within('plugins/connector-lmstudio');
const FAULTS = [
  'generation/faults.test.ts',
  'every fault has its name, tells nothing of the prompt, and comes once',
] as const;

/** Habits of the answers of LM Studio. */
export const lmStudioAnswerTraps: readonly Trap[] = [
  lmStudio(
    '0.2',
    'Pings and events of other kinds stand between the chunks of an answer.',
    [
      'plugin-sdk/src/http/wire/read-server-events.ts',
      'parser.feed(decoder.decode(chunk, { stream: true }))',
      'parser.feed(decoder.decode(chunk))',
    ],
    ['generation/generate.test.ts', 'reads the same from any split of the bytes, pings and unknown events in between'],
  ),
  lmStudio(
    '0.2',
    'A stream that ends without `[DONE]` has failed, and says so in no other way.',
    ['generation/chat-stream.ts', "  throw broken('the stream ended before its end marker');", ''],
    FAULTS,
  ),
  lmStudio(
    '3.4',
    'Chunks may lack `created`, and the first one has null for content.',
    [
      'generation/chat-stream.ts',
      "typeof delta.content === 'string' && delta.content !== ''",
      'delta.content !== undefined',
    ],
    ['generation/generate.test.ts', 'a chunk without `created`, without content or with empty content is read, too'],
  ),
  lmStudio(
    '3.4',
    'Thinking is in `reasoning_content`, for gpt-oss in `reasoning`, or between tags in the text.',
    ['generation/chat-stream.ts', 'delta.reasoning_content ?? delta.reasoning', 'delta.reasoning_content'],
    ['generation/generate.test.ts', 'thinking is kept apart in all three forms that LM Studio has'],
  ),
  lmStudio(
    '3.4',
    'The tags of thinking arrive in pieces.',
    ['generation/think-tags.ts', ' - overlap(this.#held, CLOSE)', ''],
    [
      'generation/text-steps.test.ts',
      'how a text is cut into tokens does not change what is thinking and what is answer',
    ],
  ),
  lmStudio(
    '3.4',
    'Usage is missing, or zero, in some versions.',
    [
      'generation/chat-stream.ts',
      'if (tokens_in && tokens_out !== null)',
      'if (tokens_in !== null && tokens_out !== null)',
    ],
    ['generation/generate.test.ts', 'usage that is missing, or zero, is estimated and says so'],
  ),
  lmStudio(
    '3.4',
    'The reasons to end of its own API come through: unloaded, stopped by a person, failed. They are no ends.',
    ['generation/finish-reason.ts', "['modelUnloaded', 'unloaded']", "['modelUnloaded', 'stop']"],
    FAULTS,
  ),
  lmStudio(
    '3.4',
    'After an error event `chat.end` follows, as if the answer were whole.',
    [
      'generation/read-answer.ts',
      "if (step.type === 'error') throw this.#runtime.client.fault(500, step.body, CHAT_PATH, this.#request);\n        if (step.type",
      'if (step.type',
    ],
    ['generation/faults.test.ts', 'after an error event nothing counts any more, not even chat.end'],
  ),
  lmStudio(
    '3.6',
    '`json_object` is refused with 400.',
    [
      'generation/chat-body.ts',
      "return { type: 'json_schema', json_schema: { name",
      "if (lowered.constraint === 'json') return { type: 'json_object' };\n  return { type: 'json_schema', json_schema: { name",
    ],
    ['generation/schema.test.ts', 'a schema that cannot be said is still sent as json_schema: json_object is refused'],
  ),
  lmStudio(
    '3.6',
    'With a schema, thinking models write the JSON as thinking and leave the answer empty.',
    ['generation/misplaced-json.ts', 'if (this.#isKept && parseJson(this.#kept) !== undefined)', 'if (false)'],
    ['generation/schema.test.ts', 'JSON that arrives as thinking with an empty answer is the answer'],
  ),
  lmStudio(
    '3.6',
    'Long repetitions are unlimited in silence, or refused.',
    ['lower-schema/enforced.ts', 'value <= MAX_REPETITION', 'true'],
    ['lower-schema/lower-schema.test.ts', 'what it would ignore in silence, or answer with 400, is dropped and named'],
  ),
  lmStudio(
    '3.6',
    'MLX models follow schemas by another engine, whose limits nobody has written down.',
    ['generation/generate.ts', "model.format === 'mlx' ? [mlx] : []", '[]'],
    ['generation/schema.test.ts', 'of an MLX model it is said that nobody knows what its engine enforces'],
  ),
];

import { type Trap, within } from './trap.ts';

const ollama = within('plugins/connector-ollama');

/** Habits of `POST /api/chat` of Ollama. */
export const ollamaChatTraps: readonly Trap[] = [
  ollama(
    '1.5',
    '`num_predict` of -1, or none, goes on for ten times the context.',
    ['generation/chat-body.ts', 'num_predict: request.max_tokens,', ''],
    ['generation/chat-request.test.ts', 'sends what it says and nothing else, and makes events of what comes back'],
  ),
  ollama(
    '1.5',
    'Another `num_ctx`, or one that is left out, loads the model again.',
    [
      'generation/choose-context.ts',
      'config.num_ctx ?? DEFAULT_CONTEXT_TOKENS',
      'config.num_ctx ?? 8192 + Math.floor(Math.random() * 1e6)',
    ],
    ['generation/chat-request.test.ts', 'what would make Ollama load the model again is the same in every request'],
  ),
  ollama(
    '1.5',
    'More context than a model was trained for is cut to that, and models that see get at least 2048.',
    ['generation/choose-context.ts', 'model.trained_tokens ?? Number.POSITIVE_INFINITY', 'Number.POSITIVE_INFINITY'],
    [
      'generation/chat-request.test.ts',
      'num_ctx is as configured, within what the model was trained for and never too little for one that sees',
    ],
  ),
  ollama(
    '1.5',
    'Silence about sampling means a temperature of 0.8 and a random seed, and a repeat penalty that changed with 0.32.9.',
    ['generation/sampling.ts', 'temperature: 0, top_p: 0.95, seed: 0', 'temperature: 0.8, top_p: 0.95, seed: -1'],
    ['generation/chat-request.test.ts', 'silent requests get documented values, not the random seed of Ollama'],
  ),
  ollama(
    '1.5',
    'An empty `stop` puts the stop sequences of the model out of force.',
    ['generation/chat-body.ts', '...(stop.length === 0 ? {} : { stop })', 'stop'],
    [
      'generation/chat-request.test.ts',
      "no stop list is sent where there is none, because an empty one replaces the model's own",
    ],
  ),
  ollama(
    '1.5',
    'A call without messages only loads the model, and says that it is done.',
    ['generation/sampling.ts', "request.messages.length === 0 ? ['it has no messages'] : []", '[]'],
    [
      'generation/chat-request.test.ts',
      'a call without messages is not sent, because Ollama would only load the model and say done',
    ],
  ),
  ollama(
    '1.5',
    'The object that ends a stream may carry text.',
    [
      'generation/run-chat.ts',
      '      yield* textEvents(line);\n      ending = line.ending;',
      '      ending = line.ending;\n      if (ending === null) yield* textEvents(line);',
    ],
    ['generation/chat-stream.test.ts', 'text in the final object belongs to the answer'],
  ),
  ollama(
    '1.5',
    'Counters that are 0 are left out, so one that is missing may be 0, or not have been counted.',
    ['generation/chat-tally.ts', "source: isMissing ? 'estimated' : 'reported'", "source: 'reported'"],
    [
      'generation/chat-stream.test.ts',
      'counters that Go left out are zero, and where they cannot be zero our own count says so',
    ],
  ),
  ollama(
    '1.5',
    'Until 0.30 `prompt_eval_count` left out what came from the cache.',
    ['generation/require-context-kept.ts', 'Number(minor) >= 30', 'true'],
    [
      'generation/context.test.ts',
      'before 0.30 the count leaves out what came from the cache, so a low one is only logged',
    ],
  ),
  ollama(
    '1.5',
    'A model that can think does so unless it is told not to; one that cannot answers 400 when it is told to.',
    [
      'generation/choose-thinking.ts',
      "if (!model.capabilities?.includes('thinking')) return { think: undefined, warnings: [] };",
      '',
    ],
    [
      'generation/thinking.test.ts',
      'think is always said to a model that would think by itself, and never to one that cannot',
    ],
  ),
  ollama(
    '1.5',
    'gpt-oss knows levels of thinking and cannot be stopped.',
    ['generation/choose-thinking.ts', 'if (!hasLevels)', 'if (true)'],
    [
      'generation/thinking.test.ts',
      'think is always said to a model that would think by itself, and never to one that cannot',
    ],
  ),
  ollama(
    '1.5',
    'Thinking is a field of its own.',
    ['generation/chat-line.ts', 'thinking: textOf(message.thinking),', "thinking: '',"],
    ['generation/thinking.test.ts', 'thinking is kept apart from the answer'],
  ),
  ollama(
    '1.6',
    'With a schema a thinking model runs twice, each time with the whole of `num_predict`, and only the second is counted.',
    ['generation/chat-tally.ts', 'if (this.#isTwoPass && this.#thinking > 0)', 'if (false)'],
    ['generation/thinking.test.ts', 'thinking before a schema is counted, although Ollama counts only its second pass'],
  ),
  ollama(
    '1.6',
    'Both passes together may generate twice the cap.',
    ['generation/chat-tally.ts', 'this.#lines > maxTokens + LINES_TO_SPARE', 'false'],
    ['generation/thinking.test.ts', 'both passes together stay within the cap that each of them was given'],
  ),
  ollama(
    '1.6',
    'More than 30 equal tokens, or white spaces, in a row end an answer without an error and without `done`.',
    [
      'generation/run-chat.ts',
      "if (ending === null) throw errors.KORA_OLLAMA_INCOMPLETE({ server: client.address, what: 'the answer' });",
      "ending ??= { reason: 'stop', prompt_tokens: 0, answer_tokens: 0 };",
    ],
    ['generation/chat-stream.test.ts', 'a stream that ends without done is a fault that may be tried again'],
  ),
  ollama(
    '1.6',
    'An answer that was cut by its length is no whole JSON.',
    ['generation/run-chat.ts', 'finish_reason: ending.reason,', "finish_reason: 'stop',"],
    ['generation/chat-stream.test.ts', 'length is told as length'],
  ),
  ollama(
    '1.6',
    'A schema that llama.cpp cannot read, such as one whose `$ref` leads nowhere, is refused with 400.',
    ['lower-schema/lower-schema.ts', '!this.#isUsable(node.$ref)', 'false'],
    ['lower-schema/lower-schema.test.ts', 'what llama.cpp would refuse is replaced by any JSON, and named'],
  ),
  ollama(
    '1.7',
    'By default the oldest messages are dropped in silence until the rest fits.',
    ['generation/chat-body.ts', 'truncate: false,', 'truncate: true,'],
    ['generation/context.test.ts', 'one that may fit is sent, and Ollama is believed when it says that it does not'],
  ),
  ollama(
    '1.7',
    'By default a full context loses its middle, in silence, while the answer goes on.',
    ['generation/chat-body.ts', 'shift: false,', 'shift: true,'],
    ['generation/context.test.ts', 'one that may fit is sent, and Ollama is believed when it says that it does not'],
  ),
  ollama(
    '1.7',
    'Servers that do not know `truncate` cut all the same: the count that comes back is then far too low.',
    [
      'generation/require-context-kept.ts',
      'throw errors.KORA_OLLAMA_PROMPT_CUT({ model_id, prompt_tokens, evaluated_tokens, context_tokens });',
      '',
    ],
    [
      'generation/context.test.ts',
      'far fewer prompt tokens than there must be means that Ollama cut the input, and is an error',
    ],
  ),
  ollama(
    '1.7',
    'An answer that ended because the context was full says `length`, like one that reached its limit.',
    ['generation/require-context-kept.ts', "ending.reason === 'length' && ", 'false && '],
    [
      'generation/context.test.ts',
      'an answer that ended because the context did is not taken for one that reached its cap',
    ],
  ),
  ollama(
    '1.7',
    'The size of an overflow stands in JSON in a text.',
    ['plugin-sdk/src/http/wire/find-server-error.ts', "error.startsWith('{')", 'false'],
    ['generation/chat-faults.test.ts', 'an overflow says by how much'],
  ),
  ollama(
    '1.7',
    'Nothing counts tokens, so what can never fit has to be found without Ollama.',
    ['generation/prepare-chat.ts', '  requireRoom(facts);\n', ''],
    ['generation/context.test.ts', 'a prompt that fits in no vocabulary is not even sent'],
  ),
  ollama(
    '1.8',
    'After the first byte an error is a line of a stream whose status stays 200.',
    ['generation/run-chat.ts', 'if (line.error !== null) throw client.fault(500, line.error, question);', ''],
    ['generation/chat-faults.test.ts', 'every error of Ollama gets its name, by its words before its status'],
  ),
  ollama(
    '1.8',
    'The `/v1` API turns an error in a stream into an empty answer; it also knows neither num_ctx nor truncate.',
    ['generation/prepare-chat.ts', "path: '/api/chat'", "path: '/v1/chat/completions'"],
    ['generation/chat-request.test.ts', 'sends what it says and nothing else, and makes events of what comes back'],
  ),
  ollama(
    '1.9',
    'A generation ends only when its connection is closed.',
    [
      'generation/run-chat.ts',
      'return closingConnection(caller, ',
      'return ((signal: AbortSignal, call: (signal: AbortSignal) => AsyncGenerator<ModelEvent>) => call(signal))(caller, ',
    ],
    ['connector/abort.test.ts', 'a reader that leaves closes the connection'],
  ),
  ollama(
    '2.7',
    'llama.cpp ignores many keywords of a schema in silence; the answer then breaks the schema.',
    ['lower-schema/lower-schema.ts', ' is not enforced by Ollama`);', '`);'],
    ['lower-schema/lower-schema.test.ts', 'every keyword that llama.cpp ignores in silence is named and left out'],
  ),
  ollama(
    '1.6',
    '`format: "json"` means objects only, and fills the answer with white space.',
    ['lower-schema/lower-schema.ts', 'if (asserting.length === 0) return ANY_JSON;', ''],
    ['lower-schema/lower-schema.test.ts', 'a schema that allows everything is only held to JSON'],
  ),
  ollama(
    '1.6',
    'Models in safetensors take a schema and ignore it.',
    ['lower-schema/schema-for.ts', "if (format === 'safetensors')", 'if (false)'],
    ['lower-schema/lower-schema.test.ts', 'a model whose runner ignores schemas does not claim to follow one'],
  ),
];

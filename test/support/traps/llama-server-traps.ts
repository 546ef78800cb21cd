import { type Trap, within } from './trap.ts';

const llama = within('plugins/connector-llamacpp');
const RECORDED = [
  'server/recorded-faults.test.ts',
  'what a real server was heard to refuse has its name, whatever its status and the order of its keys',
] as const;
const FAULTS = ['server/server-runtime.test.ts', 'every fault of a server has its name'] as const;

/** Habits of llama-server. */
export const llamaServerTraps: readonly Trap[] = [
  llama(
    '0.2',
    'The first two events share a chunk, and pings stand between events.',
    [
      'plugin-sdk/src/http/wire/read-server-events.ts',
      'yield* arrived.splice(0);',
      'yield* arrived.splice(0, 1);\n    arrived.length = 0;',
    ],
    ['server/server-runtime.test.ts', 'reads the same from any split of the bytes, joined events and pings in between'],
  ),
  llama(
    '0.2',
    'A stream that ends without `[DONE]` has failed.',
    ['server/chat-stream.ts', "  throw broken('the stream ended before its end marker');", ''],
    FAULTS,
  ),
  llama(
    '2.1',
    'Slots share one pool of context; when it is full, every stream dies with a 500 in the middle.',
    ['server/error-normaliser.ts', 'context size has been exceeded|', ''],
    FAULTS,
  ),
  llama(
    '2.2',
    'While a model loads, every route says 503, `/health` and unknown ones too.',
    ['server/error-normaliser.ts', 'if (says(/loading model|model is loading|is not loaded$/i))', 'if (false)'],
    ['server/server-runtime.test.ts', 'while the model loads a call says so'],
  ),
  llama(
    '2.3',
    "The list has a second array, made to look like Ollama's, with empty names and sizes.",
    ['server/server-models.ts', 'body.data : undefined', 'body.models : undefined'],
    ['server/server-runtime.test.ts', 'lists one model of a plain server and all of a router'],
  ),
  llama(
    '2.3',
    'The quantization of a file that does not say it is `(guessed) …`.',
    ['server/server-models.ts', String.raw`.replace(/^\(guessed\) /, '')`, ''],
    ['server/server-runtime.test.ts', 'lists one model of a plain server and all of a router'],
  ),
  llama(
    '2.4',
    'Older servers do not count a chat; the template and its tokens have to be asked for.',
    ['server/count-tokens.ts', 'parse_special: true', 'parse_special: false'],
    ['server/server-runtime.test.ts', 'counts with one call, or through the template on an older server'],
  ),
  llama(
    '2.5',
    'The first delta has `content: null`.',
    ['server/chat-stream.ts', "if (typeof content === 'string' && content !== '')", 'if (content !== undefined)'],
    ['server/server-runtime.test.ts', 'sends what it says and nothing else, and makes events of what comes back'],
  ),
  llama(
    '2.5',
    'The chunk with the usage has no choices, and comes only when it was asked for; else timings say it.',
    ['server/chat-stream.ts', ' ?? whole(timings.predicted_n)', ''],
    ['server/server-runtime.test.ts', 'without a usage object the timings say how many tokens there were'],
  ),
  llama(
    '2.5',
    'Thinking is `reasoning_content`; when it takes every token, the answer is empty and ends for its length.',
    [
      'server/chat-stream.ts',
      "yield { type: 'thinking', text: thinking };",
      "yield { type: 'delta', text: thinking };",
    ],
    [
      'server/recorded-faults.test.ts',
      'thinking that took every token leaves an empty answer, which ended for its length',
    ],
  ),
  llama(
    '2.5',
    'The sampling defaults are a temperature of 0.8 and a random seed, and `max_tokens` has none at all.',
    ['server/chat-body.ts', '    max_tokens: request.max_tokens,\n', ''],
    ['server/server-runtime.test.ts', 'sends what it says and nothing else, and makes events of what comes back'],
  ),
  llama(
    '2.5',
    'No byte comes, not even the head, before a slot is free.',
    [
      'plugin-sdk/src/http/client/runtime-client.ts',
      'signal: AbortSignal.any([signal]),',
      'signal: AbortSignal.any([signal, AbortSignal.timeout(150)]),',
    ],
    ['server/server-runtime.test.ts', 'a queued request waits without a byte, and starts when the server starts'],
  ),
  llama(
    '2.6',
    'Bad requests come as 400 or 500 as it happens; type and words decide.',
    ['server/error-normaliser.ts', '|| says(/parse_error|Failed to parse|is not supported/)', ''],
    RECORDED,
  ),
  llama(
    '2.6',
    'An overflow names its numbers beside its message, and needs one token less than the context holds.',
    ['server/error-normaliser.ts', "if (type === 'exceed_context_size_error')", 'if (false)'],
    RECORDED,
  ),
  llama(
    '2.6',
    'An error in a stream is an event, and nothing comes after it.',
    ['server/chat-stream.ts', 'if (findServerError(event) !== null)', 'if (false)'],
    FAULTS,
  ),
  llama(
    '2.6',
    'Some messages quote the prompt that they refuse.',
    ['server/error-normaliser.ts', ".replace(/: \\{.*$/s, '')", ''],
    FAULTS,
  ),
  llama(
    '2.7',
    'Many keywords of a schema are ignored in silence; a schema that is no object constrains nothing.',
    [
      'lower-schema/unsupported-keywords.ts',
      "return keyword === 'pattern' && keepsPattern(value, profile);",
      'return true;',
    ],
    [
      'lower-schema/lower-schema.test.ts',
      'keywords that are not enforced are named by JSON pointer, at any depth, and dropped',
    ],
  ),
  llama(
    '2.7',
    'Only patterns of whole strings hold, without look-around.',
    [
      'lower-schema/lowering-profile.ts',
      "    typeof value === 'string' &&\n",
      "    typeof value === 'string' || 1 < 2 &&\n",
    ],
    ['lower-schema/lower-schema.test.ts', 'llama-server is given the patterns that it can read, and no others'],
  ),
  llama(
    '2.8',
    'That a client has left is noticed at once only while it streams.',
    ['server/chat-body.ts', '    stream: true,\n', '    stream: false,\n'],
    ['server/server-runtime.test.ts', 'sends what it says and nothing else, and makes events of what comes back'],
  ),
  llama(
    '2.8',
    '`X-Conversation-Id` lets a generation go on when its client has left.',
    [
      'plugin-sdk/src/http/client/runtime-client.ts',
      "{ 'content-type': 'application/json',",
      "{ 'x-conversation-id': '1', 'content-type': 'application/json',",
    ],
    ['server/server-runtime.test.ts', 'sends what it says and nothing else, and makes events of what comes back'],
  ),
  llama(
    '2.9',
    'The prompt cache changes the last bits of an answer.',
    ['server/chat-body.ts', 'cache_prompt: reusePrompt', 'cache_prompt: true'],
    ['server/server-runtime.test.ts', 'sends what it says and nothing else, and makes events of what comes back'],
  ),
  llama(
    '2.10',
    'A server that was started with a key answers 401 to everything but `/health`.',
    [
      'server/error-normaliser.ts',
      "if (status === 401 || status === 403 || type === 'authentication_error')",
      'if (false)',
    ],
    RECORDED,
  ),
  llama(
    '2.12',
    'A router says 400 to a model that it does not know, and 500 to one that it cannot load.',
    ['server/error-normaliser.ts', 'if (says(/failed to load$/))', 'if (false)'],
    RECORDED,
  ),
];

const LOWERING = 'lower-schema/lower-schema.test.ts';

/** Habits of node-llama-cpp, which runs a model inside a process of ours. */
export const embeddedTraps: readonly Trap[] = [
  llama(
    '4.1',
    'Where no binary fits it compiles llama.cpp, or downloads it; told not to, it only throws.',
    ['embedded/child-failure.ts', "case 'no_binary':", "case 'no such fault':"],
    ['embedded/child-lifetime.test.ts', 'a machine without a fitting binary is told so, and the health remembers'],
  ),
  llama(
    '4.2',
    'The context is rounded up to a multiple of 256, beyond what was asked for.',
    [
      'embedded/child/loaded-model.ts',
      'Math.min(spec.context_tokens, context.contextSize - RESERVED_TOKENS)',
      'context.contextSize + 64',
    ],
    ['embedded/generation.test.ts', 'up to the last place nothing of the prompt is dropped, and one more is refused'],
  ),
  llama(
    '4.3',
    "A session puts a system prompt of 330 characters before the user's.",
    [
      'embedded/child/chat-history.ts',
      '  return messages.at(-1)',
      "  history.unshift({ type: 'system', text: 'You are a helpful, respectful and honest assistant.' });\n  return messages.at(-1)",
    ],
    ['embedded/generation.test.ts', 'messages become the history of the model, and nothing is added to them'],
  ),
  llama(
    '4.3',
    'Thoughts are segments of the answer, and the detection of tags makes empty chunks.',
    ['embedded/child/generation.ts', "chunk.type === 'segment' ? 'thinking' : 'delta'", "'delta'"],
    ['embedded/generation.test.ts', 'what belongs to a segment is thinking'],
  ),
  llama(
    '4.4',
    'An abort rejects, unless it is told to stop with what there is; and a signal that was aborted before still throws.',
    ['embedded/child/generation.ts', 'stopOnAbortSignal: true,', ''],
    ['embedded/generation.test.ts', 'an abort ends the generation within one token'],
  ),
  llama(
    '4.5',
    'A prompt that does not fit is cut to a few characters, and answered as if nothing had happened.',
    [
      'embedded/child/generation.ts',
      'if (promptTokens + maxTokens <= contextTokens) return promptTokens;',
      'return promptTokens;',
    ],
    ['embedded/generation.test.ts', 'up to the last place nothing of the prompt is dropped, and one more is refused'],
  ),
  llama(
    '4.6',
    '`anyOf` becomes null or any, and only its validation complains.',
    ['lower-schema/lower-node.ts', '{ oneOf: possible }', '{ anyOf: possible }'],
    [LOWERING, 'anyOf becomes oneOf, which node-llama-cpp knows'],
  ),
  llama(
    '4.6',
    'Every property is written, required or not.',
    ['lower-schema/lowering-profile.ts', 'leavesOutOptional: false,', 'leavesOutOptional: true,'],
    [LOWERING, 'an optional property may be missing: as a choice of objects, or by required where that is honoured'],
  ),
  llama(
    '4.6',
    'Bounds of integers, patterns and most formats are ignored.',
    ['lower-schema/lowering-profile.ts', 'boundsIntegers: false,', 'boundsIntegers: true,'],
    [LOWERING, 'a small range of integers is spelled out where bounds are not honoured'],
  ),
  llama(
    '4.6',
    'Long repetitions cannot be compiled, or are unlimited.',
    [
      'lower-schema/lowering-profile.ts',
      "formats: new Set(['date', 'time', 'date-time']),\n  maxRepetition: 1000,",
      "formats: new Set(['date', 'time', 'date-time']),\n  maxRepetition: 5000,",
    ],
    [LOWERING, 'keywords that are not enforced are named by JSON pointer, at any depth, and dropped'],
  ),
  llama(
    '4.6',
    'What cannot be compiled is an error of the grammar, not of the schema.',
    ['embedded/child/generation.ts', 'if (!(error instanceof Error)) throw error;', 'throw error;'],
    ['lower-schema/real-grammar.test.ts', 'a grammar that llama.cpp cannot compile becomes JSON'],
  ),
  llama(
    '4.7',
    'A file that is cut is read as zeros, or for hours.',
    ['embedded/child/check-gguf-header.ts', 'if (needed > BigInt(size))', 'if (false)'],
    [
      'embedded/gguf-header.test.ts',
      'a file that cannot hold what its header claims is not opened, however it was cut',
    ],
  ),
  llama(
    '4.7',
    'A context that is too large for the memory is told in words.',
    ['embedded/child/child-fault.ts', 'too large for the available|', ''],
    ['embedded/generation.test.ts', 'whatever is thrown has a name'],
  ),
  llama(
    '4.9',
    'A second thread made a small model 18 times slower on a machine of two cores.',
    ['config/llama-cpp-config.ts', 'threads: config.threads ?? 1', 'threads: config.threads ?? 2'],
    ['config/llama-cpp-config.test.ts', 'one thread, no GPU and no kept prompt unless configured'],
  ),
];

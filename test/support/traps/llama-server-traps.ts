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
      'of arrived.splice(0)) {',
      'of arrived.splice(0).slice(0, 1)) {',
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
    ['server/health.test.ts', 'every state of a plain server has its name, and asking sends nothing'],
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
  llama(
    '2.3',
    'A model that sleeps is as good as loaded: it wakes at the next call.',
    ['server/server-models.ts', "value === 'loaded' || value === 'sleeping'", "value === 'loaded'"],
    ['server/router.test.ts', 'its list tells what is known before a model is loaded, and more afterwards'],
  ),
  llama(
    '2.5',
    'That the context was full ends an answer like a limit that was reached, with `length`.',
    ['server/read-answer.ts', "finish.reason === 'length' && tokens_out < max_tokens && isFull", 'false'],
    [
      'server/whole-context.test.ts',
      'an answer that ended because the context was full is not taken for one that reached its limit',
    ],
  ),
  llama(
    '2.5',
    'What was really read of a prompt stands in the usage alone.',
    ['server/read-answer.ts', 'if (tokens_in + COUNTING_SLACK < prompt_tokens)', 'if (false)'],
    ['server/whole-context.test.ts', 'a prompt of which the server used only a part is an error that says how much'],
  ),
  llama(
    '2.6',
    'A server that was not started for embeddings says 501, or 400 when it has no pooling.',
    ['server/embed-texts.ts', "status === 501 || /^Pooling type 'none'/.test(words)", 'false'],
    ['server/embed.test.ts', 'a server that was not started for it says what to do'],
  ),
  llama(
    '2.12',
    'The `/health` of a router is always 200, whatever its models do.',
    ['server/server-health.ts', 'if (isRouter) return { version, models, ...routerState(where, all) };', ''],
    ['server/health.test.ts', 'every state of a router has its name, and no question loads a model'],
  ),
  llama(
    '2.12',
    'To ask a router for the properties of a model loads it.',
    ['server/server-health.ts', "client.demand('/props', ", "client.demand('/props?model=tiny-a', "],
    ['server/health.test.ts', 'every state of a router has its name, and no question loads a model'],
  ),
  llama(
    '2.12',
    'A model that failed to load is unloaded, with a mark beside that.',
    ['server/server-models.ts', "failed === true ? 'failed' : 'unloaded'", "'unloaded'"],
    ['server/health.test.ts', 'every state of a router has its name, and no question loads a model'],
  ),
  llama(
    '2.12',
    'A load is answered at once, and is over, or has failed, much later.',
    [
      'server/load-model.ts',
      "if (state === 'loaded') return;\n    if",
      "if (state === 'loaded' || looks > 0) return;\n    if",
    ],
    ['server/router.test.ts', 'a model that cannot be loaded is named, and may be tried again'],
  ),
  llama(
    '2.12',
    'To load what is loaded, or is loading, is a 400.',
    ['server/load-model.ts', '|| /^model is (?:already|not) running$/.test(words)', ''],
    ['server/router.test.ts', 'a model that somebody else is loading is waited for'],
  ),
  llama(
    '0.1',
    'Other programs list models in the same form; only what is owned by `llamacpp` comes from a llama-server.',
    ['server/server-models.ts', "isRecord(item) && item.owned_by === 'llamacpp'", 'isRecord(item)'],
    ['server/health.test.ts', 'every state of a plain server has its name, and asking sends nothing'],
  ),
  llama(
    '2.5',
    'A server with one model answers to any name.',
    [
      'server/load-model.ts',
      'if (model === undefined) throw errors.KORA_LLAMACPP_MODEL_NOT_FOUND({ model_id });',
      "if (model === undefined) return 'loaded';",
    ],
    ['server/recorded-faults.test.ts', 'a server of one model, which answers to any name, is asked under its own only'],
  ),
  llama(
    '2.9',
    'Requests that wait can keep even `/health` from being answered.',
    ['server/server-health.ts', 'if (deadline.aborted)', 'if (false)'],
    ['server/health.test.ts', 'every state of a plain server has its name, and asking sends nothing'],
  ),
  llama(
    '0.1',
    'While it loads, and without its key, it answers nothing but an error, and others have the same one for a key.',
    [
      'discovery/is-llama-server.ts',
      "error.type === 'authentication_error' && server === OWN_HEADER",
      "error.type === 'authentication_error'",
    ],
    ['discovery/is-llama-server.test.ts', 'nobody else is taken for one'],
  ),
];

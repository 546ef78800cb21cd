/** A behaviour that a protocol server for tests must be able to show, and the test in which one shows it. */
export interface Shown {
  readonly runtime: string;
  readonly behaviour: string;
  readonly test: { readonly file: string; readonly title: string };
}

const shown =
  (runtime: string, folder: string) =>
  (behaviour: string, file: string, title: string): Shown => ({
    runtime,
    behaviour,
    test: { file: `${folder}/test/${file}`, title },
  });

const ollama = shown('Ollama', 'plugins/connector-ollama');
const FAULTS_OF_OLLAMA = [
  'generation/chat-faults.test.ts',
  'every error of Ollama gets its name, by its words before its status',
] as const;

const llama = shown('llama-server', 'plugins/connector-llamacpp');
const FAULTS_OF_LLAMA = ['server/server-runtime.test.ts', 'every fault of a server has its name'] as const;
const SPLIT = [
  'server/server-runtime.test.ts',
  'reads the same from any split of the bytes, joined events and pings in between',
] as const;
const EVENTS = [
  'server/server-runtime.test.ts',
  'sends what it says and nothing else, and makes events of what comes back',
] as const;
const RECORDED = [
  'server/recorded-faults.test.ts',
  'what a real server was heard to refuse has its name, whatever its status and the order of its keys',
] as const;

const lmStudio = shown('LM Studio', 'plugins/connector-lmstudio');
const FAULTS_OF_LM_STUDIO = [
  'generation/faults.test.ts',
  'every fault has its name, tells nothing of the prompt, and comes once',
] as const;

/** Chapter 5 of the study of the runtimes. */
export const CHECKLIST: readonly Shown[] = [
  ollama(
    'loading delay with no bytes',
    'generation/chat-stream.test.ts',
    'a load gives no sign of life, and is waited for longer than any question may take',
  ),
  ollama('thinking chunks', 'generation/thinking.test.ts', 'thinking is kept apart from the answer'),
  ollama('final object with text', 'generation/chat-stream.test.ts', 'text in the final object belongs to the answer'),
  ollama(
    'missing counters',
    'generation/chat-stream.test.ts',
    'counters that Go left out are zero, and where they cannot be zero our own count says so',
  ),
  ollama(
    'end without done',
    'generation/chat-stream.test.ts',
    'a stream that ends without done is a fault that may be tried again',
  ),
  ollama('error line after 200', ...FAULTS_OF_OLLAMA),
  ollama('nested-JSON 400', 'generation/chat-faults.test.ts', 'an overflow says by how much'),
  ollama('404 in JSON and 404 in text', ...FAULTS_OF_OLLAMA),
  ollama('503 of a full queue', ...FAULTS_OF_OLLAMA),
  ollama(
    'pull stream with an error line at 200',
    'management/pull.test.ts',
    'an error that comes after the first line, with status 200, ends the pull',
  ),
  ollama(
    'pull with decreasing completed and a cached layer',
    'management/pull.test.ts',
    'progress is the sum of the layers and never goes back, although a layer does',
  ),
  ollama('empty 200 on delete', 'models/models.test.ts', 'a deleted model is an empty 200, a missing one a 404'),
  ollama(
    'cloud stub in the tags',
    'models/remote.test.ts',
    'models of the cloud are listed as remote, and nothing is asked about them',
  ),
  ollama(
    'older tags without capabilities',
    'models/models.test.ts',
    'an older list is completed by asking for each model once, a few at a time',
  ),
  llama('503 on every route, then 200', 'server/server-runtime.test.ts', 'while the model loads a call says so'),
  llama(
    'Connection: close on errors',
    'server/recorded-faults.test.ts',
    'a server closes the connection after an error, and the next call has another one',
  ),
  llama('two events in one chunk and one event in two', ...SPLIT),
  llama('first delta with content null', ...EVENTS),
  llama('pings', ...SPLIT),
  llama('usage chunk with empty choices', ...EVENTS),
  llama('error event without [DONE]', ...FAULTS_OF_LLAMA),
  llama(
    'overflow 400 with n_ctx',
    'server/server-runtime.test.ts',
    'an overflow names the numbers, whether it is found before the call or by the server',
  ),
  llama('malformed JSON as 500', ...RECORDED),
  llama(
    'queued request without headers',
    'server/server-runtime.test.ts',
    'a queued request waits without a byte, and starts when the server starts',
  ),
  llama(
    'length against a full context',
    'server/whole-context.test.ts',
    'an answer that ended because the context was full is not taken for one that reached its limit',
  ),
  llama(
    'reasoning only, then length',
    'server/recorded-faults.test.ts',
    'thinking that took every token leaves an empty answer, which ended for its length',
  ),
  llama('router 400 not found, and failed load', ...RECORDED),
  lmStudio('200 for an unknown path', ...FAULTS_OF_LM_STUDIO),
  lmStudio('error as text and as object', ...FAULTS_OF_LM_STUDIO),
  lmStudio(
    'JSON in reasoning_content',
    'generation/schema.test.ts',
    'JSON that arrives as thinking with an empty answer is the answer',
  ),
  lmStudio(
    'delay of a load on demand',
    'generation/generate.test.ts',
    'a model that loads on demand gives no byte for a while, and the call waits',
  ),
  lmStudio(
    'lists of loaded models only',
    'connector/health.test.ts',
    'its health follows the shape of what answers, and asking loads nothing',
  ),
  lmStudio(
    '400 to json_object',
    'generation/schema.test.ts',
    'a schema that cannot be said is still sent as json_schema: json_object is refused',
  ),
  lmStudio(
    'missing created',
    'generation/generate.test.ts',
    'a chunk without `created`, without content or with empty content is read, too',
  ),
  lmStudio(
    'error event followed by chat.end',
    'generation/faults.test.ts',
    'after an error event nothing counts any more, not even chat.end',
  ),
  lmStudio('401 without a token', 'connector/health.test.ts', 'without the right token it says so'),
];

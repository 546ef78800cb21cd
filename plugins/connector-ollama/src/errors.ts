import type { ConnectorError } from '@kora/contracts';
import { defineErrors, type KoraError } from '@kora/plugin-sdk';

/** Everything that this connector can say went wrong. */
export const errors = defineErrors({
  KORA_OLLAMA_BAD_CONFIG: {
    type: 'VALIDATION_ERROR',
    message: (d: { problems: readonly string[] }) =>
      `The configuration of connector-ollama is wrong: ${d.problems.join('; ')}. Correct it in configs/studio.json.`,
  },
  KORA_OLLAMA_NOT_LOCAL: {
    type: 'FORBIDDEN',
    message: (d: { host: string }) =>
      `connector-ollama talks only to this machine and refuses base_url with host "${d.host}". Use http://127.0.0.1:11434, or list the host in allowed_hosts.`,
  },
  KORA_OLLAMA_REMOTE_MODEL: {
    type: 'FORBIDDEN',
    message: (d: { model_id: string; host: string }) =>
      `The model "${d.model_id}" runs at ${d.host}, so the prompt would leave this machine. Use a local model, or list the host in allowed_hosts of connector-ollama.`,
  },
  KORA_OLLAMA_REFUSED: {
    type: 'FORBIDDEN',
    message: (d: { server: string; reason: string }) =>
      `Ollama at ${d.server} refused the request: ${d.reason}. Check OLLAMA_HOST and OLLAMA_ORIGINS of the server, and base_url.`,
  },
  KORA_OLLAMA_NOT_RUNNING: {
    type: 'MODEL_UNAVAILABLE',
    message: (d: { server: string }) => `No Ollama answers at ${d.server}. Start it with \`ollama serve\`.`,
  },
  KORA_OLLAMA_NOT_OLLAMA: {
    type: 'MODEL_UNAVAILABLE',
    message: (d: { server: string; what: string }) =>
      `${d.what} answers at ${d.server}, not Ollama. Correct base_url of connector-ollama, or free the port.`,
  },
  KORA_OLLAMA_TOO_OLD: {
    type: 'MODEL_UNAVAILABLE',
    message: (d: { server: string; path: string }) =>
      `The Ollama at ${d.server} does not know ${d.path}. Update Ollama.`,
  },
  KORA_OLLAMA_STOPPED: {
    type: 'MODEL_UNAVAILABLE',
    message: () => 'connector-ollama has been stopped. Enable the plugin again.',
  },
  KORA_OLLAMA_SILENT: {
    type: 'MODEL_UNAVAILABLE',
    message: (d: { server: string; seconds: number }) =>
      `Something at ${d.server} takes connections but gave no answer within ${d.seconds} s. Try again, or restart Ollama.`,
  },
  KORA_OLLAMA_LOAD_STALLED: {
    type: 'MODEL_UNAVAILABLE',
    message: (d: { model_id: string }) =>
      `Ollama gave up loading "${d.model_id}" because nothing moved. Try again, or raise OLLAMA_LOAD_TIMEOUT.`,
  },
  KORA_OLLAMA_MODEL_NOT_FOUND: {
    type: 'MODEL_UNAVAILABLE',
    message: (d: { model_id: string }) =>
      `Ollama has no model "${d.model_id}". Fetch it with \`kora models pull\`, or see \`kora models list\`.`,
  },
  KORA_OLLAMA_MODEL_UNUSABLE: {
    type: 'MODEL_UNAVAILABLE',
    message: (d: { model_id: string; reason: string }) =>
      `This Ollama cannot load "${d.model_id}": ${d.reason}. Update Ollama, or pull the model again.`,
  },
  KORA_OLLAMA_OUT_OF_MEMORY: {
    type: 'MODEL_UNAVAILABLE',
    message: (d: { model_id: string }) =>
      `There is not enough memory for "${d.model_id}". Lower num_ctx of connector-ollama, unload other models, or use a smaller one.`,
  },
  KORA_OLLAMA_CONTEXT_OVERFLOW: {
    type: 'EXECUTION_FAILURE',
    message: (d: { model_id: string; prompt_tokens: number; context_tokens: number; excess_tokens: number }) =>
      `The prompt takes at least ${d.prompt_tokens} tokens, ${d.excess_tokens} more than the ${d.context_tokens} that "${d.model_id}" has room for. Shorten the input, or raise num_ctx of connector-ollama.`,
  },
  KORA_OLLAMA_PROMPT_CUT: {
    type: 'EXECUTION_FAILURE',
    message: (d: { model_id: string; prompt_tokens: number; evaluated_tokens: number; context_tokens: number }) =>
      `Ollama read only ${d.evaluated_tokens} tokens of a prompt of at least ${d.prompt_tokens} for "${d.model_id}", so it cut the input. Shorten the input, raise num_ctx (${d.context_tokens}), or update Ollama.`,
  },
  KORA_OLLAMA_CONTEXT_FULL: {
    type: 'EXECUTION_FAILURE',
    message: (d: { model_id: string; prompt_tokens: number; answer_tokens: number; context_tokens: number }) =>
      `The context of "${d.model_id}" was full after ${d.prompt_tokens} tokens of prompt and ${d.answer_tokens} of answer (${d.context_tokens} together). Shorten the input, or raise num_ctx of connector-ollama.`,
  },
  KORA_OLLAMA_BAD_REQUEST: {
    type: 'EXECUTION_FAILURE',
    message: (d: { reason: string }) => `The request cannot be sent to Ollama: ${d.reason}. Correct the task.`,
  },
  KORA_OLLAMA_OVERLOADED: {
    type: 'OVERLOADED',
    message: (d: { server: string }) =>
      `The queue of Ollama at ${d.server} is full. Run fewer tasks at once, or raise OLLAMA_MAX_QUEUE.`,
  },
  KORA_OLLAMA_TRANSPORT: {
    type: 'EXECUTION_FAILURE',
    message: (d: { server: string; reason: string }) =>
      `The connection to Ollama at ${d.server} broke: ${d.reason}. Look at its log and try again.`,
  },
  KORA_OLLAMA_CRASHED: {
    type: 'EXECUTION_FAILURE',
    message: (d: { model_id: string; reason: string }) =>
      `Ollama's runner of "${d.model_id}" ended: ${d.reason}. Look at Ollama's log; the next call starts a new one.`,
  },
  KORA_OLLAMA_INCOMPLETE: {
    type: 'EXECUTION_FAILURE',
    message: (d: { server: string; what: string }) =>
      `Ollama at ${d.server} ended ${d.what} without saying that it was complete. Try again; for a model that repeats itself, change the seed or the prompt.`,
  },
  KORA_OLLAMA_PROTOCOL: {
    type: 'EXECUTION_FAILURE',
    message: (d: { reason: string }) => `Ollama answered what it should not: ${d.reason}. Try again, or update Ollama.`,
  },
  KORA_OLLAMA_NOT_IN_LIBRARY: {
    type: 'NOT_FOUND',
    message: (d: { model_id: string }) =>
      `Ollama's library has no model "${d.model_id}". Check its name and tag at https://ollama.com/library.`,
  },
  KORA_OLLAMA_PULL_FAILED: {
    type: 'EXECUTION_FAILURE',
    message: (d: { model_id: string; reason: string }) =>
      `Ollama could not fetch "${d.model_id}": ${d.reason}. Pull it again; what has arrived is kept.`,
  },
});

type Fault = Pick<ConnectorError, 'kind' | 'retryable'>;

/** What each error means to the reasoning adapter. Retryable says that the same call may succeed later. */
const FAULTS: ReadonlyMap<string, Fault> = new Map(
  Object.entries({
    KORA_OLLAMA_BAD_CONFIG: { kind: 'refused', retryable: false },
    KORA_OLLAMA_NOT_LOCAL: { kind: 'refused', retryable: false },
    KORA_OLLAMA_REMOTE_MODEL: { kind: 'refused', retryable: false },
    KORA_OLLAMA_REFUSED: { kind: 'refused', retryable: false },
    KORA_OLLAMA_NOT_RUNNING: { kind: 'not_running', retryable: true },
    KORA_OLLAMA_NOT_OLLAMA: { kind: 'protocol', retryable: false },
    KORA_OLLAMA_TOO_OLD: { kind: 'protocol', retryable: false },
    KORA_OLLAMA_STOPPED: { kind: 'not_running', retryable: false },
    KORA_OLLAMA_SILENT: { kind: 'transport', retryable: true },
    KORA_OLLAMA_LOAD_STALLED: { kind: 'loading', retryable: true },
    KORA_OLLAMA_MODEL_NOT_FOUND: { kind: 'model_not_found', retryable: false },
    KORA_OLLAMA_MODEL_UNUSABLE: { kind: 'model_not_found', retryable: false },
    KORA_OLLAMA_OUT_OF_MEMORY: { kind: 'out_of_memory', retryable: false },
    KORA_OLLAMA_CONTEXT_OVERFLOW: { kind: 'context_overflow', retryable: false },
    KORA_OLLAMA_PROMPT_CUT: { kind: 'context_overflow', retryable: false },
    KORA_OLLAMA_CONTEXT_FULL: { kind: 'context_overflow', retryable: false },
    KORA_OLLAMA_BAD_REQUEST: { kind: 'bad_request', retryable: false },
    KORA_OLLAMA_OVERLOADED: { kind: 'overloaded', retryable: true },
    KORA_OLLAMA_TRANSPORT: { kind: 'transport', retryable: true },
    KORA_OLLAMA_CRASHED: { kind: 'crashed', retryable: true },
    KORA_OLLAMA_INCOMPLETE: { kind: 'protocol', retryable: true },
    KORA_OLLAMA_PROTOCOL: { kind: 'protocol', retryable: true },
    KORA_OLLAMA_NOT_IN_LIBRARY: { kind: 'model_not_found', retryable: false },
    KORA_OLLAMA_PULL_FAILED: { kind: 'transport', retryable: true },
  } satisfies Record<keyof typeof errors, Fault>),
);

/** The event form of an error. An error of another area, such as a host that the manifest does not grant, is a refusal. */
export function toConnectorError(error: KoraError): ConnectorError {
  const fault = FAULTS.get(error.code) ?? { kind: 'refused', retryable: false };
  return { ...fault, code: error.code, message: error.message, details: error.details };
}

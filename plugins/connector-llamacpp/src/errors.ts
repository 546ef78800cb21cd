import type { ConnectorError } from '@kora/contracts';
import { defineErrors, type KoraError } from '@kora/plugin-sdk';

/** Everything that this connector can say went wrong. */
export const errors = defineErrors({
  KORA_LLAMACPP_BAD_CONFIG: {
    type: 'VALIDATION_ERROR',
    message: (d: { problems: readonly string[] }) =>
      `The configuration of connector-llamacpp is wrong: ${d.problems.join('; ')}. Correct it in configs/studio.json.`,
  },
  KORA_LLAMACPP_SERVER_NOT_LOCAL: {
    type: 'FORBIDDEN',
    message: (d: { host: string }) =>
      `connector-llamacpp talks only to this machine and refuses server_url with host "${d.host}". Use http://127.0.0.1:<port>, or list the host in allowed_hosts.`,
  },
  KORA_LLAMACPP_REFUSED: {
    type: 'FORBIDDEN',
    message: (d: { reason: string }) =>
      `llama-server refused the request: ${d.reason}. Set server_url and server_api_key of connector-llamacpp in configs/studio.json.`,
  },
  KORA_LLAMACPP_NOT_RUNNING: {
    type: 'MODEL_UNAVAILABLE',
    message: (d: { server: string }) => `No llama-server answers at ${d.server}. Start it, or correct server_url.`,
  },
  KORA_LLAMACPP_LOADING: {
    type: 'MODEL_UNAVAILABLE',
    message: (d: { server: string }) =>
      `The llama-server at ${d.server} is still loading its model. Try again shortly.`,
  },
  KORA_LLAMACPP_STOPPED: {
    type: 'MODEL_UNAVAILABLE',
    message: () => 'connector-llamacpp has been stopped. Enable the plugin again.',
  },
  KORA_LLAMACPP_NO_BINARY: {
    type: 'MODEL_UNAVAILABLE',
    message: (d: { platform: string; gpu: string }) =>
      `No llama.cpp binary works on ${d.platform} with gpu ${d.gpu}. Set gpu to false, or use a llama-server.`,
  },
  KORA_LLAMACPP_MODEL_NOT_FOUND: {
    type: 'MODEL_UNAVAILABLE',
    message: (d: { model_id: string }) =>
      `llama.cpp has no model "${d.model_id}". Add its file with \`kora models add <file.gguf>\`, or see \`kora models list\`.`,
  },
  KORA_LLAMACPP_MODEL_UNUSABLE: {
    type: 'MODEL_UNAVAILABLE',
    message: (d: { model_id: string; reason: string }) =>
      `llama.cpp cannot load the model "${d.model_id}": ${d.reason}. Check the file and add it again.`,
  },
  KORA_LLAMACPP_OUT_OF_MEMORY: {
    type: 'MODEL_UNAVAILABLE',
    message: (d: { model_id: string }) =>
      `There is not enough memory for the model "${d.model_id}". Lower context_tokens, close programs, or use a smaller model.`,
  },
  KORA_LLAMACPP_CONTEXT_OVERFLOW: {
    type: 'EXECUTION_FAILURE',
    message: (d: { model_id: string; prompt_tokens: number; max_tokens: number; context_tokens: number }) =>
      `The prompt takes ${d.prompt_tokens} tokens and the answer may take ${d.max_tokens}, more than the ${d.context_tokens} that "${d.model_id}" has room for. Shorten the input, lower max_tokens, or raise context_tokens.`,
  },
  KORA_LLAMACPP_CONTEXT_LOST: {
    type: 'EXECUTION_FAILURE',
    message: (d: { model_id: string; prompt_tokens: number; kept_tokens: number }) =>
      `llama-server used only ${d.kept_tokens} of the prompt's ${d.prompt_tokens} tokens for "${d.model_id}" and dropped the rest, so its answer was not taken. Shorten the input, or start the server with a larger context.`,
  },
  KORA_LLAMACPP_EMBEDDINGS_OFF: {
    type: 'EXECUTION_FAILURE',
    message: (d: { server: string }) =>
      `The llama-server at ${d.server} makes no embeddings. Start it with --embeddings --pooling mean.`,
  },
  KORA_LLAMACPP_BAD_REQUEST: {
    type: 'EXECUTION_FAILURE',
    message: (d: { reason: string }) => `llama.cpp does not accept the request: ${d.reason}. Correct the task.`,
  },
  KORA_LLAMACPP_OVERLOADED: {
    type: 'OVERLOADED',
    message: (d: { reason: string }) =>
      `llama-server has no capacity left: ${d.reason}. Run fewer tasks at once, or start it with -np 1.`,
  },
  KORA_LLAMACPP_TRANSPORT: {
    type: 'EXECUTION_FAILURE',
    message: (d: { server: string; reason: string }) =>
      `The connection to the llama-server at ${d.server} broke: ${d.reason}. Look at its log and try again.`,
  },
  KORA_LLAMACPP_CRASHED: {
    type: 'EXECUTION_FAILURE',
    message: (d: { model_id: string; exit: string }) =>
      `The llama.cpp process ended (${d.exit}) while it worked on "${d.model_id}". The next call starts a new one.`,
  },
  KORA_LLAMACPP_PROTOCOL: {
    type: 'EXECUTION_FAILURE',
    message: (d: { reason: string }) => `llama.cpp broke its protocol: ${d.reason}. Try again, or update the runtime.`,
  },
  KORA_LLAMACPP_UNLOAD_UNSUPPORTED: {
    type: 'CONFLICT',
    message: (d: { model_id: string; reason: string }) =>
      `llama-server cannot unload "${d.model_id}": ${d.reason}. Stop the server instead.`,
  },
});

type Fault = Pick<ConnectorError, 'kind' | 'retryable'>;

/** What each error means to the reasoning adapter. Retryable says that the same call may succeed later. */
const FAULTS: ReadonlyMap<string, Fault> = new Map(
  Object.entries({
    KORA_LLAMACPP_BAD_CONFIG: { kind: 'refused', retryable: false },
    KORA_LLAMACPP_SERVER_NOT_LOCAL: { kind: 'refused', retryable: false },
    KORA_LLAMACPP_REFUSED: { kind: 'refused', retryable: false },
    KORA_LLAMACPP_NOT_RUNNING: { kind: 'not_running', retryable: true },
    KORA_LLAMACPP_LOADING: { kind: 'loading', retryable: true },
    KORA_LLAMACPP_STOPPED: { kind: 'not_running', retryable: false },
    KORA_LLAMACPP_NO_BINARY: { kind: 'not_running', retryable: false },
    KORA_LLAMACPP_MODEL_NOT_FOUND: { kind: 'model_not_found', retryable: false },
    KORA_LLAMACPP_MODEL_UNUSABLE: { kind: 'model_not_found', retryable: false },
    KORA_LLAMACPP_OUT_OF_MEMORY: { kind: 'out_of_memory', retryable: false },
    KORA_LLAMACPP_CONTEXT_OVERFLOW: { kind: 'context_overflow', retryable: false },
    KORA_LLAMACPP_CONTEXT_LOST: { kind: 'context_overflow', retryable: false },
    KORA_LLAMACPP_EMBEDDINGS_OFF: { kind: 'bad_request', retryable: false },
    KORA_LLAMACPP_BAD_REQUEST: { kind: 'bad_request', retryable: false },
    KORA_LLAMACPP_OVERLOADED: { kind: 'overloaded', retryable: true },
    KORA_LLAMACPP_TRANSPORT: { kind: 'transport', retryable: true },
    KORA_LLAMACPP_CRASHED: { kind: 'crashed', retryable: true },
    KORA_LLAMACPP_PROTOCOL: { kind: 'protocol', retryable: true },
    KORA_LLAMACPP_UNLOAD_UNSUPPORTED: { kind: 'bad_request', retryable: false },
  } satisfies Record<keyof typeof errors, Fault>),
);

/** The event form of an error. An error of another area, such as a host that the manifest does not grant, is a refusal. */
export function toConnectorError(error: KoraError): ConnectorError {
  const fault = FAULTS.get(error.code) ?? { kind: 'refused', retryable: false };
  return { ...fault, code: error.code, message: error.message, details: error.details };
}

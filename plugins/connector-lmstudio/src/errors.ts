import type { ConnectorError } from '@kora/contracts';
import { defineErrors, type KoraError } from '@kora/plugin-sdk';

/** Everything that this connector can say went wrong. */
export const errors = defineErrors({
  KORA_LMSTUDIO_BAD_CONFIG: {
    type: 'VALIDATION_ERROR',
    message: (d: { problems: readonly string[] }) =>
      `The configuration of connector-lmstudio is wrong: ${d.problems.join('; ')}. Correct it in configs/studio.json.`,
  },
  KORA_LMSTUDIO_NOT_LOCAL: {
    type: 'FORBIDDEN',
    message: (d: { host: string }) =>
      `connector-lmstudio talks only to this machine and refuses base_url with host "${d.host}". Use http://127.0.0.1:1234, or list the host in allowed_hosts.`,
  },
  KORA_LMSTUDIO_REMOTE_MODEL: {
    type: 'FORBIDDEN',
    message: (d: { model_id: string; device: string }) =>
      `The model "${d.model_id}" runs on the LM Link device "${d.device}", so the prompt would leave this machine. Use a local model, or list the device in allowed_hosts of connector-lmstudio.`,
  },
  KORA_LMSTUDIO_REFUSED: {
    type: 'FORBIDDEN',
    message: (d: { server: string; reason: string }) =>
      `LM Studio at ${d.server} refused the request: ${d.reason}. Check api_token of connector-lmstudio.`,
  },
  KORA_LMSTUDIO_NOT_RUNNING: {
    type: 'MODEL_UNAVAILABLE',
    message: (d: { server: string }) =>
      `No LM Studio answers at ${d.server}. Start its server in the Developer tab, or with \`lms server start\`.`,
  },
  KORA_LMSTUDIO_NOT_LMSTUDIO: {
    type: 'MODEL_UNAVAILABLE',
    message: (d: { server: string; what: string }) =>
      `${d.what} answers at ${d.server}, not LM Studio. Correct base_url of connector-lmstudio, or free the port.`,
  },
  KORA_LMSTUDIO_TOO_OLD: {
    type: 'MODEL_UNAVAILABLE',
    message: (d: { server: string; path: string }) =>
      `The LM Studio at ${d.server} does not know ${d.path}. Update LM Studio.`,
  },
  KORA_LMSTUDIO_STOPPED: {
    type: 'MODEL_UNAVAILABLE',
    message: () => 'connector-lmstudio has been stopped. Enable the plugin again.',
  },
  KORA_LMSTUDIO_MODEL_NOT_FOUND: {
    type: 'MODEL_UNAVAILABLE',
    message: (d: { model_id: string }) =>
      `LM Studio lists no model "${d.model_id}" that writes text. See \`kora models list\`, fetch it with \`kora models pull\`, or load it when loading on demand is off.`,
  },
  KORA_LMSTUDIO_NO_MODEL_LOADED: {
    type: 'MODEL_UNAVAILABLE',
    message: (d: { model_id: string }) =>
      `LM Studio has not loaded "${d.model_id}" and does not load models on demand. Load it there, or turn on just-in-time loading in its server settings.`,
  },
  KORA_LMSTUDIO_MODEL_UNUSABLE: {
    type: 'MODEL_UNAVAILABLE',
    message: (d: { model_id: string; reason: string }) =>
      `LM Studio cannot load "${d.model_id}": ${d.reason}. Try it in LM Studio itself; too little memory looks like this, too.`,
  },
  KORA_LMSTUDIO_OUT_OF_MEMORY: {
    type: 'MODEL_UNAVAILABLE',
    message: (d: { model_id: string; required_gb: number | null }) =>
      `There is not enough memory for "${d.model_id}" (gigabytes needed: ${d.required_gb ?? 'unknown'}). Lower context_tokens, unload other models, or use a smaller one.`,
  },
  KORA_LMSTUDIO_CONTEXT_OVERFLOW: {
    type: 'EXECUTION_FAILURE',
    message: (d: {
      model_id: string;
      prompt_tokens: number | null;
      max_tokens: number;
      context_tokens: number | null;
      excess_tokens: number | null;
    }) =>
      `The prompt takes at least ${d.prompt_tokens ?? 'too many'} tokens and the answer may take ${d.max_tokens}, ${d.excess_tokens ?? 'some'} more than the ${d.context_tokens ?? 'few'} for which "${d.model_id}" is loaded. Shorten the input, lower max_tokens, or load the model with a larger context length.`,
  },
  KORA_LMSTUDIO_PROMPT_CUT: {
    type: 'EXECUTION_FAILURE',
    message: (d: { model_id: string; prompt_tokens: number; read_tokens: number }) =>
      `LM Studio gave "${d.model_id}" only ${d.read_tokens} tokens of a prompt of at least ${d.prompt_tokens}, so it cut the input. Shorten the input, or load the model with a larger context length.`,
  },
  KORA_LMSTUDIO_CONTEXT_FULL: {
    type: 'EXECUTION_FAILURE',
    message: (d: { model_id: string; prompt_tokens: number; answer_tokens: number; context_tokens: number | null }) =>
      `The context of "${d.model_id}" was full after ${d.prompt_tokens} tokens of prompt and ${d.answer_tokens} of answer (it holds ${d.context_tokens ?? 'no more'}). Shorten the input, or load the model with a larger context length.`,
  },
  KORA_LMSTUDIO_OTHER_MODEL: {
    type: 'EXECUTION_FAILURE',
    message: (d: { model_id: string; answered: string }) =>
      `LM Studio answered with the model "${d.answered}" instead of "${d.model_id}". Load "${d.model_id}" in LM Studio, or ask for the other one.`,
  },
  KORA_LMSTUDIO_BAD_REQUEST: {
    type: 'EXECUTION_FAILURE',
    message: (d: { reason: string }) => `LM Studio does not accept the request: ${d.reason}. Correct the task.`,
  },
  KORA_LMSTUDIO_OVERLOADED: {
    type: 'OVERLOADED',
    message: (d: { reason: string }) =>
      `LM Studio has no capacity left: ${d.reason}. Run fewer tasks at once, or raise its Max Concurrent Predictions.`,
  },
  KORA_LMSTUDIO_TRANSPORT: {
    type: 'EXECUTION_FAILURE',
    message: (d: { server: string; reason: string }) =>
      `The connection to LM Studio at ${d.server} broke: ${d.reason}. Look at its log (\`lms log stream\`) and try again.`,
  },
  KORA_LMSTUDIO_CRASHED: {
    type: 'EXECUTION_FAILURE',
    message: (d: { model_id: string; reason: string }) =>
      `LM Studio lost the model "${d.model_id}" during the call: ${d.reason}. Look at its log; the next call loads it again.`,
  },
  KORA_LMSTUDIO_PROTOCOL: {
    type: 'EXECUTION_FAILURE',
    message: (d: { reason: string }) =>
      `LM Studio answered what it should not: ${d.reason}. Try again, or update LM Studio.`,
  },
  KORA_LMSTUDIO_PULL_FAILED: {
    type: 'EXECUTION_FAILURE',
    message: (d: { model_id: string; reason: string }) =>
      `LM Studio could not fetch "${d.model_id}": ${d.reason}. Check the name at https://lmstudio.ai/models and pull it again.`,
  },
});

type Fault = Pick<ConnectorError, 'kind' | 'retryable'>;

/** What each error means to the reasoning adapter. Retryable says that the same call may succeed later. */
const FAULTS: ReadonlyMap<string, Fault> = new Map(
  Object.entries({
    KORA_LMSTUDIO_BAD_CONFIG: { kind: 'refused', retryable: false },
    KORA_LMSTUDIO_NOT_LOCAL: { kind: 'refused', retryable: false },
    KORA_LMSTUDIO_REMOTE_MODEL: { kind: 'refused', retryable: false },
    KORA_LMSTUDIO_REFUSED: { kind: 'refused', retryable: false },
    KORA_LMSTUDIO_NOT_RUNNING: { kind: 'not_running', retryable: true },
    KORA_LMSTUDIO_NOT_LMSTUDIO: { kind: 'protocol', retryable: false },
    KORA_LMSTUDIO_TOO_OLD: { kind: 'protocol', retryable: false },
    KORA_LMSTUDIO_STOPPED: { kind: 'not_running', retryable: false },
    KORA_LMSTUDIO_MODEL_NOT_FOUND: { kind: 'model_not_found', retryable: false },
    KORA_LMSTUDIO_NO_MODEL_LOADED: { kind: 'model_not_found', retryable: false },
    KORA_LMSTUDIO_MODEL_UNUSABLE: { kind: 'model_not_found', retryable: false },
    KORA_LMSTUDIO_OUT_OF_MEMORY: { kind: 'out_of_memory', retryable: false },
    KORA_LMSTUDIO_CONTEXT_OVERFLOW: { kind: 'context_overflow', retryable: false },
    KORA_LMSTUDIO_PROMPT_CUT: { kind: 'context_overflow', retryable: false },
    KORA_LMSTUDIO_CONTEXT_FULL: { kind: 'context_overflow', retryable: false },
    KORA_LMSTUDIO_OTHER_MODEL: { kind: 'model_not_found', retryable: false },
    KORA_LMSTUDIO_BAD_REQUEST: { kind: 'bad_request', retryable: false },
    KORA_LMSTUDIO_OVERLOADED: { kind: 'overloaded', retryable: true },
    KORA_LMSTUDIO_TRANSPORT: { kind: 'transport', retryable: true },
    KORA_LMSTUDIO_CRASHED: { kind: 'crashed', retryable: true },
    KORA_LMSTUDIO_PROTOCOL: { kind: 'protocol', retryable: true },
    KORA_LMSTUDIO_PULL_FAILED: { kind: 'transport', retryable: true },
  } satisfies Record<keyof typeof errors, Fault>),
);

/** The event form of an error. An error of another area, such as a host that the manifest does not grant, is a refusal. */
export function toConnectorError(error: KoraError): ConnectorError {
  const fault = FAULTS.get(error.code) ?? { kind: 'refused', retryable: false };
  return { ...fault, code: error.code, message: error.message, details: error.details };
}

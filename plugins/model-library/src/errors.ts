import type { Issue, Json } from '@kora/contracts';
import { defineErrors } from '@kora/plugin-sdk';

/** The errors of the model library. `file_path` is what the user typed or the catalog holds; no file content is quoted. */
export const modelLibraryErrors = defineErrors({
  KORA_GGUF_NOT_GGUF: {
    type: 'VALIDATION_ERROR',
    message: (d: { file_path: string }) =>
      `${d.file_path} is not a GGUF file: it does not begin with "GGUF". Choose a model file that ends in .gguf.`,
  },
  KORA_GGUF_UNSUPPORTED_VERSION: {
    type: 'VALIDATION_ERROR',
    message: (d: { file_path: string; version: number }) =>
      `${d.file_path} is GGUF version ${d.version}; versions 2 and 3, little-endian, can be read. Download a newer conversion.`,
  },
  KORA_GGUF_TRUNCATED: {
    type: 'VALIDATION_ERROR',
    message: (d: { file_path: string; what: string; declared_bytes: number | null; file_bytes: number }) =>
      `${d.file_path} is cut short: its ${d.what} reaches beyond the ${d.file_bytes} bytes of the file. Download it again.`,
  },
  KORA_GGUF_MALFORMED: {
    type: 'VALIDATION_ERROR',
    message: (d: { file_path: string; what: string }) =>
      `${d.file_path} has a damaged GGUF header: ${d.what}. Download it again from a source that you trust.`,
  },
  KORA_CATALOG_BAD_REQUEST: {
    type: 'VALIDATION_ERROR',
    message: (d: { issues: readonly Json[] }) =>
      `The model cannot be registered: ${d.issues.length} field(s) of the request are wrong. Send file_path, and model_id if you want to name it.`,
  },
  KORA_CATALOG_FILE_UNREADABLE: {
    type: 'VALIDATION_ERROR',
    message: (d: { file_path: string; reason: string }) =>
      `${d.file_path} cannot be registered: ${d.reason}. Give the absolute path of a GGUF file that you may read.`,
  },
  KORA_CATALOG_FILE_CHANGED: {
    type: 'CONFLICT',
    message: (d: { file_path: string }) =>
      `${d.file_path} changed while it was read. Wait until it is complete, then register it again.`,
  },
  KORA_CATALOG_SPLIT_INCOMPLETE: {
    type: 'VALIDATION_ERROR',
    message: (d: { file_path: string; parts: number; reason: string }) =>
      `${d.file_path} belongs to a model of ${d.parts} files and ${d.reason}. Put all parts side by side and register the first.`,
  },
  KORA_CATALOG_DUPLICATE_MODEL: {
    type: 'CONFLICT',
    message: (d: { model_id: string }) =>
      `The catalog already has another model named ${d.model_id}. Choose another model_id, or remove that model first.`,
  },
  KORA_CATALOG_UNKNOWN_MODEL: {
    type: 'NOT_FOUND',
    message: (d: { model_id: string }) =>
      `The catalog has no model named ${d.model_id}. GET /models/catalog lists the installed ones.`,
  },
  KORA_CATALOG_BUSY: {
    type: 'OVERLOADED',
    message: (d: { path: string; waited_ms: number }) =>
      `The model catalog ${d.path} was held by another KORA process for ${d.waited_ms} ms. Close that process, or try again.`,
  },
  KORA_MODELS_BAD_CONFIG: {
    type: 'VALIDATION_ERROR',
    message: (d: { issues: readonly Json[] }) =>
      `The section plugins.model-library of configs/studio.json has ${d.issues.length} problem(s); details list them. Correct the file and start Studio again.`,
  },
  KORA_MODELS_BAD_QUERY: {
    type: 'VALIDATION_ERROR',
    message: (d: { issues: readonly Json[] }) =>
      `The query has ${d.issues.length} problem(s); details list them. Send q with at most 200 characters and context_tokens as a whole number.`,
  },
  KORA_CURATED_NO_SOURCE: {
    type: 'CONFLICT',
    message: () =>
      'There is no address to refresh the recommended models from. Set curated_url of plugins.model-library in configs/studio.json.',
  },
  KORA_CURATED_REFUSED: {
    type: 'VALIDATION_ERROR',
    message: (d: { host: string; reason: string }) =>
      `The list of recommended models from ${d.host} is refused: ${d.reason}. The present list stays; tell who publishes it.`,
  },
  KORA_IMPORT_BAD_REQUEST: {
    type: 'VALIDATION_ERROR',
    message: (d: { issues: readonly Json[] }) =>
      `The model cannot be imported: ${d.issues.length} field(s) of the request are wrong. Send source and name as GET /models/importable gives them.`,
  },
  KORA_IMPORT_UNKNOWN: {
    type: 'NOT_FOUND',
    message: (d: { source: string; name: string }) =>
      `${d.source} has no model named ${d.name} on this computer. GET /models/importable lists what can be imported.`,
  },
  KORA_IMPORT_DIGEST_MISMATCH: {
    type: 'VALIDATION_ERROR',
    message: (d: { file_path: string; expected: string; actual: string }) =>
      `${d.file_path} is damaged: its SHA-256 is not the one in its name. Pull the model again with Ollama.`,
  },
  KORA_CATALOG_DAMAGED: {
    type: 'EXECUTION_FAILURE',
    message: (d: { path: string; reason: string }) =>
      `The model catalog ${d.path} cannot be read: ${d.reason}. It was left as it is; repair it, or move it away and register your models again.`,
  },
});

/** Issues as they travel in error details. */
export function issueDetails(issues: readonly Issue[]): readonly Json[] {
  return issues.map(({ path, code, message }) => ({ path, code, message }));
}

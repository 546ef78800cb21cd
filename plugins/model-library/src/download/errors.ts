import type { Json } from '@kora/contracts';
import { defineErrors } from '@kora/plugin-sdk';

/**
 * The errors of downloads. URLs appear as their host only: the rest may be signed and would give the file away. Tokens never
 * appear.
 */
export const downloadErrors = defineErrors({
  KORA_DOWNLOAD_BAD_REQUEST: {
    type: 'VALIDATION_ERROR',
    message: (d: { issues: readonly Json[] }) =>
      `The download cannot start: ${d.issues.length} field(s) of the request are wrong. Send either url or curated_id, and sha256 or model_id if you like.`,
  },
  KORA_DOWNLOAD_UNKNOWN: {
    type: 'NOT_FOUND',
    message: (d: { id: string }) => `There is no download ${d.id}. GET /models/downloads lists them.`,
  },
  KORA_DOWNLOAD_UNKNOWN_CURATED: {
    type: 'NOT_FOUND',
    message: (d: { curated_id: string }) =>
      `The curated list has no model ${d.curated_id}. GET /models/curated shows the list.`,
  },
  KORA_DOWNLOAD_WRONG_STATE: {
    type: 'CONFLICT',
    message: (d: { id: string; state: string; action: string }) =>
      `Download ${d.id} is ${d.state}, so it cannot ${d.action}. Look at its state with GET /models/downloads/${d.id}.`,
  },
  KORA_DOWNLOAD_NAME_TAKEN: {
    type: 'CONFLICT',
    message: (d: { model_id: string; file_name: string; by: string }) =>
      `A model named ${d.model_id} (${d.file_name}) cannot be downloaded: the name is taken by ${d.by}. Choose another model_id.`,
  },
  KORA_DOWNLOAD_BUSY: {
    type: 'CONFLICT',
    message: (d: { folder: string }) =>
      `Another KORA process is downloading into ${d.folder}. Let it finish or close it, then try again.`,
  },
  KORA_DOWNLOAD_TOO_MANY: {
    type: 'OVERLOADED',
    message: (d: { limit: number }) =>
      `${d.limit} downloads are running already. Wait for one to end, or pause one, then start this one.`,
  },
  KORA_DOWNLOAD_SPLIT_MODEL: {
    type: 'VALIDATION_ERROR',
    message: (d: { file_name: string; parts: number }) =>
      `${d.file_name} is one part of a model in ${d.parts} files, and does not stand where its name says. Use the address of a file named …-00001-of-NNNNN.gguf, with all others beside it.`,
  },
  KORA_DOWNLOAD_PART_MISSING: {
    type: 'NOT_FOUND',
    message: (d: { file_name: string; parts: number; host: string; status: number }) =>
      `${d.host} does not give ${d.file_name}, one of the ${d.parts} files of this model (it answered ${d.status}). Look whether all parts were published there.`,
  },
  KORA_DOWNLOAD_ADDRESS_REFUSED: {
    type: 'FORBIDDEN',
    message: (d: { host: string; reason: string }) =>
      `Models may not be downloaded from ${d.host}: ${d.reason}. If you trust it, change plugins.model-library in configs/studio.json.`,
  },
  KORA_DOWNLOAD_REDIRECTS: {
    type: 'EXECUTION_FAILURE',
    message: (d: { host: string; redirects: number }) =>
      `${d.host} redirects more than ${d.redirects} times. Use the address of the file itself.`,
  },
  KORA_DOWNLOAD_CERTIFICATES_UNREADABLE: {
    type: 'VALIDATION_ERROR',
    message: (d: { path: string }) =>
      `The certificates in ${d.path} cannot be read. Correct ca_file of plugins.model-library in configs/studio.json.`,
  },
  KORA_DOWNLOAD_TOKEN_UNREADABLE: {
    type: 'VALIDATION_ERROR',
    message: (d: { origin: string; path: string }) =>
      `The token for ${d.origin} cannot be read from ${d.path}. The file must hold the token and nothing else.`,
  },
  KORA_DOWNLOAD_OFFLINE: {
    type: 'EXECUTION_FAILURE',
    message: (d: { host: string }) =>
      `${d.host} cannot be reached: this computer seems to be offline. Everything but downloads works; connect and try again.`,
  },
  KORA_DOWNLOAD_SERVER_REFUSED: {
    type: 'EXECUTION_FAILURE',
    message: (d: { host: string; status: number }) =>
      `${d.host} answered ${d.status}. ${d.status === 401 || d.status === 403 ? 'Accept the licence of the model there, and set a token in plugins.model-library.tokens.' : 'Check the address.'}`,
  },
  KORA_DOWNLOAD_NOT_A_MODEL: {
    type: 'VALIDATION_ERROR',
    message: (d: { host: string; content_type: string | null }) =>
      `What ${d.host} sent is not a GGUF model${d.content_type?.includes('html') ? ' but a web page, perhaps the login page of your network' : ''}. Check the network and the address.`,
  },
  KORA_DOWNLOAD_WRONG_LENGTH: {
    type: 'EXECUTION_FAILURE',
    message: (d: { host: string; expected_bytes: number; actual_bytes: number }) =>
      `${d.host} has a file of ${d.actual_bytes} bytes where ${d.expected_bytes} were announced. Try another address or mirror.`,
  },
  KORA_DOWNLOAD_CHECKSUM_MISMATCH: {
    type: 'EXECUTION_FAILURE',
    message: (d: { model_id: string; expected: string; actual: string; expected_from: string }) =>
      `${d.model_id} is not the file that it should be: its SHA-256 differs from the one known from ${d.expected_from}. Nothing was installed; resume to download it again from the start.`,
  },
  KORA_DOWNLOAD_NO_SPACE: {
    type: 'CONFLICT',
    message: (d: { folder: string; needed_bytes: number | null; free_bytes: number | null }) =>
      `There is not enough room in ${d.folder}${d.needed_bytes === null ? '' : `: ${d.needed_bytes} bytes are needed`}${d.free_bytes === null ? '' : ` and ${d.free_bytes} are free`}. Make room, then resume; what was downloaded is kept.`,
  },
  KORA_DOWNLOAD_DISK: {
    type: 'EXECUTION_FAILURE',
    message: (d: { path: string; reason: string }) =>
      `${d.path} cannot be written (${d.reason}). Check the disk and the permissions, then resume.`,
  },
  KORA_DOWNLOAD_INTERRUPTED: {
    type: 'EXECUTION_FAILURE',
    message: (d: { host: string; attempts: number; reason: string }) =>
      `The download from ${d.host} broke off ${d.attempts} times in a row (${d.reason}). What was downloaded is kept; resume when the connection is better.`,
  },
});

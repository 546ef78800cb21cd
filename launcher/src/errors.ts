import { defineErrors } from '@kora/plugin-sdk';

/** What can go wrong in the launcher itself. Errors of Studio arrive over HTTP with their own codes. */
export const launcherErrors = defineErrors({
  KORA_LAUNCHER_FAULT: {
    type: 'EXECUTION_FAILURE',
    message: (d: { readonly reason: string }) =>
      `KORA Studio has a fault: ${d.reason}. Set KORA_DEBUG=1 to see where, and please report it.`,
  },
  KORA_LAUNCHER_FILE_UNREADABLE: {
    type: 'VALIDATION_ERROR',
    message: (d: { readonly path: string; readonly reason: string }) =>
      `${d.path} cannot be read (${d.reason}). Check the path and its permissions.`,
  },
  KORA_LAUNCHER_FILE_NOT_JSON: {
    type: 'VALIDATION_ERROR',
    message: (d: { readonly path: string; readonly reason: string }) =>
      `${d.path} is not JSON (${d.reason}). Correct it there.`,
  },
  KORA_LAUNCHER_NO_INPUT_TASK: {
    type: 'VALIDATION_ERROR',
    message: (d: { readonly graph: string }) =>
      `${d.graph} takes no --input: it has no task with the id "input" and the operation value.constant. Add one, or leave --input out.`,
  },
  KORA_LAUNCHER_UNREACHABLE: {
    type: 'EXECUTION_FAILURE',
    message: (d: { readonly url: string; readonly reason: string }) =>
      `Studio at ${d.url} does not answer (${d.reason}). See \`kora doctor\`.`,
  },
  KORA_LAUNCHER_BUSY: {
    type: 'CONFLICT',
    message: (d: { readonly path: string; readonly pid: number }) =>
      `Process ${d.pid} holds the data root ${d.path} but serves no address yet. Try again, or end that process.`,
  },
  KORA_LAUNCHER_BAD_ANSWER: {
    type: 'EXECUTION_FAILURE',
    message: (d: { readonly url: string; readonly reason: string }) =>
      `What answers at ${d.url} does not speak the API of this version (${d.reason}). Restart Studio with this version.`,
  },
  KORA_LAUNCHER_BUILD_DAMAGED: {
    type: 'EXECUTION_FAILURE',
    message: (d: { readonly plugin_id: string; readonly reason: string }) =>
      `The plugin ${d.plugin_id} that this launcher carries is damaged (${d.reason}). Build or download it again.`,
  },
  KORA_LAUNCHER_RECORD_DAMAGED: {
    type: 'EXECUTION_FAILURE',
    message: (d: { readonly path: string }) =>
      `${d.path} does not decode. Delete it to have every plugin of this launcher installed again.`,
  },
  KORA_LAUNCHER_PLUGIN_NOT_INSTALLED: {
    type: 'NOT_FOUND',
    message: (d: { readonly plugin_id: string }) =>
      `There is no plugin ${d.plugin_id}. \`kora plugins list\` shows those that are installed.`,
  },
  KORA_LAUNCHER_PLUGIN_NOT_CARRIED: {
    type: 'NOT_FOUND',
    message: (d: { readonly plugin_id: string }) =>
      `This launcher carries no plugin ${d.plugin_id}, so it cannot bring it back. Copy its folder into the plugins folder.`,
  },
  KORA_LAUNCHER_MODEL_TOO_LARGE: {
    type: 'VALIDATION_ERROR',
    message: (d: { readonly model: string; readonly sentence: string }) =>
      `${d.model} was not downloaded. ${d.sentence} Add --yes to download it all the same.`,
  },
});

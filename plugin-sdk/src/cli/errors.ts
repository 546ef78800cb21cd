import { defineErrors } from '../errors/define-errors.ts';
import type { IssueJson } from '../signing/errors.ts';

type AboutPath = { readonly path: string };

/** What stops `kora-plugin` before it can do its work. */
export const cliErrors = defineErrors({
  KORA_PLUGIN_CLI_FILE_INACCESSIBLE: {
    type: 'NOT_FOUND',
    message: (d: AboutPath & { readonly reason: string }) =>
      `${d.path} cannot be used (${d.reason}). Check the path and its permissions.`,
  },
  KORA_PLUGIN_CLI_PATH_EXISTS: {
    type: 'CONFLICT',
    message: (d: AboutPath) => `${d.path} exists already and is not overwritten. Choose another path or remove it.`,
  },
  KORA_PLUGIN_CLI_FILE_INVALID: {
    type: 'VALIDATION_ERROR',
    message: (d: AboutPath & { readonly what: string; readonly issues: readonly IssueJson[] }) =>
      `${d.path} is no ${d.what}: ${d.issues.map((issue) => `${issue.path} ${issue.message}`.trim()).join('; ')}.`,
  },
  KORA_PLUGIN_CLI_NAME_INVALID: {
    type: 'VALIDATION_ERROR',
    message: (d: { readonly name: string }) =>
      `${JSON.stringify(d.name)} cannot be a plugin's id. Use lower-case words joined by hyphens, such as hello-word-count.`,
  },
});

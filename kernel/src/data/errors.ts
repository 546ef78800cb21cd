import { defineErrors } from '@kora/plugin-sdk';

/** An `Issue` of the contracts, as a type that JSON details can hold. */
type IssueDetails = { readonly path: string; readonly code: string; readonly message: string };

const MAX_SHOWN = 5;

function sentenceOf(issues: readonly IssueDetails[]): string {
  const shown = issues
    .slice(0, MAX_SHOWN)
    .map((issue) => `${issue.path === '' ? 'the whole' : issue.path} ${issue.message}`);
  const hidden = issues.length - shown.length;
  return `${shown.join('; ')}${hidden > 0 ? `; and ${hidden} more` : ''}`;
}

/** Errors of the data root: where it is, who owns it, what its configuration says. */
export const dataErrors = defineErrors({
  KORA_DATA_ROOT_LOCKED: {
    type: 'CONFLICT',
    message: (details: { path: string; pid: number | null; port: number | null }) => {
      const process = details.pid === null ? 'another process' : `process ${details.pid}`;
      const where = details.port === null ? '' : `, at http://127.0.0.1:${details.port}`;
      return `The data root ${details.path} is in use by ${process}${where}. Use that one, stop it, or choose another folder with --data-root.`;
    },
  },
  KORA_DATA_ROOT_UNUSABLE: {
    type: 'EXECUTION_FAILURE',
    message: (details: { path: string; reason: string }) =>
      `The data root ${details.path} cannot be used: ${details.reason}. Make it writable for your user, or choose another folder with --data-root or KORA_DATA_ROOT.`,
  },
  KORA_DATA_ROOT_FOREIGN: {
    type: 'CONFLICT',
    message: (details: { path: string; found: readonly string[] }) =>
      `The folder ${details.path} already holds other things (${details.found.join(', ')}), so it is left alone. Name an empty or a new folder as the data root.`,
  },
  KORA_CONFIG_INVALID: {
    type: 'VALIDATION_ERROR',
    message: (details: { source: string; issues: readonly IssueDetails[] }) =>
      `${details.source} cannot be used: ${sentenceOf(details.issues)}. Correct it and start again; nothing was changed. Without a value its default applies.`,
  },
  KORA_CONFIG_SET_BY_ENVIRONMENT: {
    type: 'CONFLICT',
    message: (details: { field: string; variable: string }) =>
      `${details.field} was set by the environment variable ${details.variable}, which goes before studio.json. Start Studio without it to change the setting here.`,
  },
  KORA_CONFIG_NOT_WRITTEN: {
    type: 'EXECUTION_FAILURE',
    message: (details: { path: string; reason: string }) =>
      `The setting was not changed, because ${details.path} cannot be written: ${details.reason}. Make it writable for your user, and try again.`,
  },
  KORA_TOKEN_INVALID: {
    type: 'VALIDATION_ERROR',
    message: (details: { path: string }) =>
      `The API token in ${details.path} is damaged: it must be one line of 43 to 128 letters, digits, - or _. Delete the file; the next start makes a new token.`,
  },
});

import { defineErrors } from '@kora/plugin-sdk';
import type { IssueJson } from '@kora/plugin-sdk/signing';

const first = ([issue]: readonly IssueJson[]) =>
  issue === undefined ? 'it is empty' : `${issue.path || 'the whole'} ${issue.message}`;

/** What is wrong with the files by which plugins are judged. Why a plugin itself is refused: see the SDK's signingErrors. */
export const verifyErrors = defineErrors({
  KORA_VERIFY_TRUST_STORE_DAMAGED: {
    type: 'VALIDATION_ERROR',
    message: (d: { path: string; issues: readonly IssueJson[] }) =>
      `The list of trusted publishers ${d.path} does not decode: ${first(d.issues)}. Repair it, or delete it and trust your publishers again.`,
  },
  KORA_VERIFY_PLUGIN_STATE_DAMAGED: {
    type: 'VALIDATION_ERROR',
    message: (d: { path: string; issues: readonly IssueJson[] }) =>
      `The record of installed plugins ${d.path} does not decode: ${first(d.issues)}. Restore it, or delete it and accept that older plugin versions are no longer refused.`,
  },
  KORA_VERIFY_SAFE_MODE: {
    type: 'PLUGIN_REJECTED',
    message: (d: { plugin_id: string; kind: 'not_allowed'; publisher: string; origin: string }) =>
      `Plugin ${d.plugin_id} of ${d.publisher} is refused: safe mode runs only plugins that came with Studio. Start without --safe-mode to use it.`,
  },
});

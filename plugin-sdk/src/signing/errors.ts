import type { Issue } from '@kora/contracts';
import { defineErrors } from '../errors/define-errors.ts';

/** Whether a plugin is not what was signed, or is what was signed but may not run here. */
export type RejectionKind = 'tampered' | 'not_allowed';

/** An issue in the form that error details can carry. */
export type IssueJson = { readonly path: string; readonly code: string; readonly message: string };

type About = { readonly plugin_id: string; readonly kind: RejectionKind };
type AboutFile = About & { readonly path: string };

const refused = (details: About, reason: string, next: string) =>
  `Plugin ${details.plugin_id} is refused: ${reason} ${next}`;
const REINSTALL = 'Remove it and install it again from its publisher.';

/** Why a plugin is refused, and what stops an author from signing one. `details.kind` separates "false" from "not allowed". */
export const signingErrors = defineErrors({
  KORA_PLUGIN_MANIFEST_INVALID: {
    type: 'PLUGIN_REJECTED',
    message: (d: About & { readonly issues: readonly IssueJson[] }) =>
      refused(d, `plugin.json is missing or does not decode: ${firstIssue(d.issues)}.`, REINSTALL),
  },
  KORA_PLUGIN_ID_MISMATCH: {
    type: 'PLUGIN_REJECTED',
    message: (d: About & { readonly declared: string }) =>
      refused(d, `its manifest says that it is ${d.declared}.`, 'A plugin lives in a folder that has its id as name.'),
  },
  KORA_PLUGIN_SIGNATURE_MISSING: {
    type: 'PLUGIN_REJECTED',
    message: (d: About) =>
      refused(
        d,
        'it has no plugin.sig.json.',
        'Ask its publisher for a signed copy, or sign it with kora-plugin sign.',
      ),
  },
  KORA_PLUGIN_SIGNATURE_INVALID: {
    type: 'PLUGIN_REJECTED',
    message: (d: About & { readonly reason: string }) =>
      refused(d, `its signature does not hold (${d.reason}).`, REINSTALL),
  },
  KORA_PLUGIN_ALGORITHM_UNSUPPORTED: {
    type: 'PLUGIN_REJECTED',
    message: (d: About) => refused(d, 'its signature is not an EdDSA signature.', 'Sign it with kora-plugin sign.'),
  },
  KORA_PLUGIN_KEY_UNKNOWN: {
    type: 'PLUGIN_REJECTED',
    message: (d: About & { readonly kid: string }) =>
      refused(
        d,
        `its signing key ${d.kid} belongs to no trusted publisher.`,
        'Trust the publisher first if you know it.',
      ),
  },
  KORA_PLUGIN_KEY_REVOKED: {
    type: 'PLUGIN_REJECTED',
    message: (d: About & { readonly kid: string }) =>
      refused(
        d,
        `its signing key ${d.kid} was revoked.`,
        'Ask its publisher for a copy that is signed with a new key.',
      ),
  },
  KORA_PLUGIN_PUBLISHER_MISMATCH: {
    type: 'PLUGIN_REJECTED',
    message: (d: About & { readonly publisher: string; readonly kid: string }) =>
      refused(d, `it claims to come from ${d.publisher}, whose key ${d.kid} is not.`, REINSTALL),
  },
  KORA_PLUGIN_PUBLISHER_NOT_ALLOWED: {
    type: 'PLUGIN_REJECTED',
    message: (d: About & { readonly publisher: string }) =>
      refused(d, `plugins of ${d.publisher} do not run in this mode.`, 'Start Studio without the restriction.'),
  },
  KORA_PLUGIN_FILE_CHANGED: {
    type: 'PLUGIN_REJECTED',
    message: (d: AboutFile) => refused(d, `its file ${d.path} is not the one that was signed.`, REINSTALL),
  },
  KORA_PLUGIN_FILE_MISSING: {
    type: 'PLUGIN_REJECTED',
    message: (d: AboutFile) => refused(d, `its file ${d.path} is missing.`, REINSTALL),
  },
  KORA_PLUGIN_FILE_UNLISTED: {
    type: 'PLUGIN_REJECTED',
    message: (d: AboutFile) => refused(d, `its folder holds ${d.path}, which was not signed.`, 'Remove that file.'),
  },
  KORA_PLUGIN_FILE_IRREGULAR: {
    type: 'PLUGIN_REJECTED',
    message: (d: AboutFile & { readonly reason: string }) =>
      refused(d, `its folder holds ${d.path} (${d.reason}), which no plugin may contain.`, 'Remove that entry.'),
  },
  KORA_PLUGIN_CONTRACT_UNSUPPORTED: {
    type: 'PLUGIN_REJECTED',
    message: (d: About & { readonly declared: string; readonly supported: string }) =>
      refused(
        d,
        `it needs contracts ${d.declared} and this Studio has ${d.supported}.`,
        'Update the plugin or Studio.',
      ),
  },
  KORA_PLUGIN_DOWNGRADED: {
    type: 'PLUGIN_REJECTED',
    message: (d: About & { readonly version: string; readonly installed: string }) =>
      refused(
        d,
        `version ${d.version} is older than ${d.installed}, which ran here before.`,
        'Install a newer version.',
      ),
  },
  KORA_PLUGIN_SIGNING_KEY_INVALID: {
    type: 'VALIDATION_ERROR',
    message: (d: { readonly key: 'private' | 'public'; readonly issues: readonly IssueJson[] }) =>
      `The ${d.key} signing key does not decode: ${firstIssue(d.issues)}. Make a key pair with kora-plugin keygen.`,
  },
});

function firstIssue([first]: readonly IssueJson[]): string {
  return first === undefined ? 'it is empty' : `${first.path || 'it'} ${first.message}`;
}

/** Issues as details carry them: plain JSON. */
export function issuesAsJson(issues: readonly Issue[]): IssueJson[] {
  return issues.map((issue) => ({ path: issue.path, code: issue.code, message: issue.message }));
}

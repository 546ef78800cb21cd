import type { PluginManifest } from '@kora/contracts';
import gte from 'semver/functions/gte.js';
import satisfies from 'semver/functions/satisfies.js';
import type { KoraError } from '../../../errors/kora-error.ts';
import { signingErrors } from '../../errors.ts';
import type { PluginEvidence } from '../evidence.ts';
import type { VerificationPolicy } from '../policy.ts';

/** 12. Does the range of contract versions hold the one of this Studio? A range that is none holds nothing. */
export function contractRangeFits(
  evidence: PluginEvidence,
  manifest: PluginManifest,
  policy: VerificationPolicy,
): readonly KoraError[] {
  if (satisfies(policy.contractVersion, manifest.contract)) return [];
  const about = { plugin_id: evidence.folder_id, kind: 'not_allowed' as const };
  const versions = { declared: manifest.contract, supported: policy.contractVersion };
  return [signingErrors.KORA_PLUGIN_CONTRACT_UNSUPPORTED({ ...about, ...versions })];
}

/** 13. Is it no older than what ran here before? An old signed version may hold a hole that the new one closed. */
export function isNoDowngrade(
  evidence: PluginEvidence,
  manifest: PluginManifest,
  policy: VerificationPolicy,
): readonly KoraError[] {
  const { version } = manifest;
  const installed = policy.highestInstalledVersion;
  if (installed === null || gte(threeParts(version), threeParts(installed))) return [];
  const about = { plugin_id: evidence.folder_id, kind: 'not_allowed' as const };
  return [signingErrors.KORA_PLUGIN_DOWNGRADED({ ...about, version, installed })];
}

/** Contracts allow `1.2` for `1.2.0`; semver does not. */
function threeParts(version: string): string {
  return version.split('.').length === 2 ? `${version}.0` : version;
}

import { CONTRACT_VERSION, type TrustStore } from '@kora/contracts';
import { gatherEvidence, sha256OfBytes, verifyPlugin } from '@kora/plugin-sdk/signing';
import { isLeft } from 'fp-ts/lib/Either.js';
import { compareVersions } from './compare-versions.ts';
import type { CarriedIdentity } from './decide-install.ts';

/**
 * - `same`: exactly what the launcher carries;
 * - `other`: genuine, and not newer than what the launcher carries;
 * - `newer`: genuine, and newer;
 * - `revoked`: genuine, but the user no longer trusts its key, and a fresh copy would change nothing about that;
 * - `altered`: anything else. `reason` is the sentence for the user.
 */
export type Inspection =
  | { readonly is: 'same' }
  | { readonly is: 'other' }
  | { readonly is: 'newer' }
  | { readonly is: 'revoked' }
  | { readonly is: 'altered'; readonly code: string; readonly reason: string };

/**
 * Looks at the files of an installed plugin with the same verifier that the kernel uses.
 * @param highestVersion the highest version that ever ran here, null when none did: an older one was put there by somebody.
 */
export async function inspectPlugin(
  folder: string,
  carried: CarriedIdentity,
  trust: TrustStore,
  highestVersion: string | null,
): Promise<Inspection> {
  const evidence = await gatherEvidence(folder);
  const policy = { contractVersion: CONTRACT_VERSION, highestInstalledVersion: highestVersion };
  const verdict = await verifyPlugin(evidence, trust, policy);
  if (isLeft(verdict)) {
    const [error] = verdict.left;
    if (error.code === 'KORA_PLUGIN_KEY_REVOKED') return { is: 'revoked' };
    return { is: 'altered', code: error.code, reason: error.message };
  }
  const bytes = evidence.manifestBytes ?? new Uint8Array();
  if (sha256OfBytes(bytes) === carried.manifest_sha256 && verdict.right.kid === carried.kid) return { is: 'same' };
  return compareVersions(verdict.right.manifest.version, carried.version) > 0 ? { is: 'newer' } : { is: 'other' };
}

import { basename } from 'node:path';
import type { PluginManifest, TrustStore } from '@kora/contracts';
import type { KoraError } from '@kora/plugin-sdk';
import {
  decodeManifest,
  gatherEvidence,
  sha256OfBytes,
  type VerifiedPlugin,
  verifyPlugin,
} from '@kora/plugin-sdk/signing';
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js';
import { verifyErrors } from './errors.ts';
import { loadTrustStore } from './load-trust-store.ts';
import type { PluginStateStore } from './plugin-state.ts';

/** A refused folder. `manifest` is what it claims about itself: fit for naming it in messages, never to be acted on. */
export interface RefusedFolder {
  readonly id: string;
  readonly error: KoraError;
  /** Every other reason. */
  readonly others: readonly KoraError[];
  readonly manifest: PluginManifest | null;
}

/** A folder whose code may be imported. */
export interface AcceptedFolder extends VerifiedPlugin {
  /** SHA-256 of plugin.json, which pins every file: two folders with the same revision hold the same plugin. */
  readonly revision: string;
}

export type FolderVerdict = Either<RefusedFolder, AcceptedFolder>;

/** Judges plugin folders. */
export interface FolderVerifier {
  verifyFolder(folder: string): Promise<FolderVerdict>;
}

export interface VerifierOptions {
  readonly trustedPublishersPath: string;
  readonly releaseKeys: TrustStore['publishers'];
  readonly contractVersion: string;
  readonly safeMode: boolean;
  readonly state: PluginStateStore;
}

/**
 * Folds the pure verifier of the SDK with what this machine knows: whom it trusts (read now), and which versions ran before.
 * Make a new one to see a changed trust store.
 * @throws KORA_VERIFY_TRUST_STORE_DAMAGED
 */
export async function createFolderVerifier(options: VerifierOptions): Promise<FolderVerifier> {
  const trust = await loadTrustStore(options.trustedPublishersPath, options.releaseKeys);
  return {
    async verifyFolder(folder) {
      const id = basename(folder);
      const evidence = await gatherEvidence(folder);
      const highestInstalledVersion = options.state.highestVersion(id);
      const verdict = await verifyPlugin(evidence, trust, {
        contractVersion: options.contractVersion,
        highestInstalledVersion,
      });
      const claimed = evidence.manifestBytes === null ? null : decodeManifest(evidence.manifestBytes);
      const manifest = claimed === null || isLeft(claimed) ? null : claimed.right;
      const refuse = (error: KoraError, others: readonly KoraError[] = []) => left({ id, error, others, manifest });
      if (isLeft(verdict)) {
        const [error, ...others] = verdict.left;
        return refuse(error, others);
      }
      const { origin } = verdict.right;
      if (options.safeMode && origin === 'user') {
        const { publisher } = verdict.right.manifest;
        return refuse(verifyErrors.KORA_VERIFY_SAFE_MODE({ plugin_id: id, kind: 'not_allowed', publisher, origin }));
      }
      return right({ ...verdict.right, revision: sha256OfBytes(evidence.manifestBytes ?? new Uint8Array()) });
    },
  };
}

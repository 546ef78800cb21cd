import type { PluginManifest } from '@kora/contracts';
import type { Either } from 'fp-ts/lib/Either.js';
import type { KoraError } from '../../errors/kora-error.ts';

/** A plugin whose manifest may be believed and whose files are those that were signed. */
export interface VerifiedPlugin {
  readonly manifest: PluginManifest;
  /** Thumbprint of the key that signed it. */
  readonly kid: string;
  /** How that key came to be trusted. */
  readonly origin: 'release' | 'local-build' | 'user';
}

/** Every reason to refuse a plugin, in the order of the checklist; the first one is the one to show. */
export type Rejection = readonly [KoraError, ...KoraError[]];

/** Left: refused. Right: verified. */
export type Verdict = Either<Rejection, VerifiedPlugin>;

import type { PluginManifest, TrustStore } from '@kora/contracts';
import { type Either, left, right } from 'fp-ts/lib/Either.js';
import type { KoraError } from '../../../errors/kora-error.ts';
import { signingErrors } from '../../errors.ts';
import { publicKeyCodec, thumbprintOf } from '../../keys/signing-key.ts';
import type { PluginEvidence } from '../evidence.ts';
import type { VerificationPolicy } from '../policy.ts';
import type { VerifiedPlugin } from '../verdict.ts';

/** One entry of the trust store for the key that signed. */
export interface KnownKey {
  readonly publisher: string;
  readonly kid: string;
  readonly x: string;
  readonly status: 'trusted' | 'revoked';
  readonly origin: VerifiedPlugin['origin'];
}

/** All entries for one key: usually one, and never none. */
export type KnownKeys = readonly [KnownKey, ...KnownKey[]];

/** 6. Is the key in the trust store? An entry whose name is not the thumbprint of its key counts for nothing. */
export async function keyIsKnown(
  evidence: PluginEvidence,
  kid: string,
  trust: TrustStore,
): Promise<Either<KoraError, KnownKeys>> {
  const entries = trust.publishers.flatMap(({ publisher, keys }) => keys.map((key) => ({ publisher, ...key })));
  const candidates = entries.filter(({ kid: named, x }) => named === kid && publicKeyCodec.is({ kid, x }));
  const named = await Promise.all(candidates.map(async (key) => ((await thumbprintOf(key.x)) === kid ? [key] : [])));
  const [first, ...others] = named.flat();
  if (first !== undefined) return right([first, ...others]);
  const plugin_id = evidence.folder_id;
  return left(signingErrors.KORA_PLUGIN_KEY_UNKNOWN({ plugin_id, kind: 'not_allowed', kid: kid.slice(0, 64) }));
}

/** 7. Is the key not revoked? One revoked entry is enough, whoever else lists the key. */
export function keyIsNotRevoked(evidence: PluginEvidence, keys: KnownKeys): readonly KoraError[] {
  if (keys.every((key) => key.status === 'trusted')) return [];
  const plugin_id = evidence.folder_id;
  return [signingErrors.KORA_PLUGIN_KEY_REVOKED({ plugin_id, kind: 'not_allowed', kid: keys[0].kid })];
}

/** 8. Is the key one of the publisher that the manifest names? */
export function publisherMatchesKey(
  evidence: PluginEvidence,
  manifest: PluginManifest,
  keys: KnownKeys,
): readonly KoraError[] {
  const { publisher } = manifest;
  if (keys.some((key) => key.publisher === publisher)) return [];
  const about = { plugin_id: evidence.folder_id, kind: 'not_allowed' as const };
  return [signingErrors.KORA_PLUGIN_PUBLISHER_MISMATCH({ ...about, publisher, kid: keys[0].kid })];
}

/** 9. Do plugins of this publisher run in this mode? */
export function publisherIsAllowed(
  evidence: PluginEvidence,
  manifest: PluginManifest,
  policy: VerificationPolicy,
): readonly KoraError[] {
  const { publisher } = manifest;
  if (policy.allowedPublishers?.includes(publisher) ?? true) return [];
  const about = { plugin_id: evidence.folder_id, kind: 'not_allowed' as const };
  return [signingErrors.KORA_PLUGIN_PUBLISHER_NOT_ALLOWED({ ...about, publisher })];
}

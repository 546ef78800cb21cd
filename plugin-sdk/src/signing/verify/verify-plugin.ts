import type { PluginManifest, TrustStore } from '@kora/contracts';
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js';
import type { KoraError } from '../../errors/kora-error.ts';
import type { PluginEvidence } from './evidence.ts';
import type { VerificationPolicy } from './policy.ts';
import { listedFilesAreUnchanged, nothingElseIsThere } from './questions/file-questions.ts';
import {
  type KnownKeys,
  keyIsKnown,
  keyIsNotRevoked,
  publisherIsAllowed,
  publisherMatchesKey,
} from './questions/key-questions.ts';
import { idEqualsFolderName, manifestDecodes } from './questions/manifest-questions.ts';
import { algorithmIsEdDsa, signatureDecodes, signatureHolds } from './questions/signature-questions.ts';
import { contractRangeFits, isNoDowngrade } from './questions/version-questions.ts';
import type { Verdict } from './verdict.ts';

/**
 * Decides whether a plugin may be loaded. Pure: evidence, trust and policy in, verdict out; asks nobody and reads nothing.
 *
 * Left holds every reason to refuse, in the order of the questions; the first is the one to show. A question whose premise
 * failed is not asked: nothing can be said about the files of a manifest that does not decode. `details.kind` tells what is
 * false (`tampered`) from what is true but may not run here (`not_allowed`). See architecture.md, section 3.
 */
export async function verifyPlugin(
  evidence: PluginEvidence,
  trust: TrustStore,
  policy: VerificationPolicy,
): Promise<Verdict> {
  const decoded = manifestDecodes(evidence);
  if (isLeft(decoded)) return left([decoded.left]);
  const manifest = decoded.right;
  const signed = await askAboutSignature(evidence, manifest, trust, policy);
  const [first, ...others] = [
    ...idEqualsFolderName(evidence, manifest),
    ...(isLeft(signed) ? signed.left : []),
    ...listedFilesAreUnchanged(evidence, manifest),
    ...nothingElseIsThere(evidence, manifest),
    ...contractRangeFits(evidence, manifest, policy),
    ...isNoDowngrade(evidence, manifest, policy),
  ];
  if (first !== undefined) return left([first, ...others]);
  if (isLeft(signed)) throw new Error('verifyPlugin: a signature was refused without a reason');
  const key = signed.right.find(({ publisher }) => publisher === manifest.publisher) ?? signed.right[0];
  return right({ manifest, kid: key.kid, origin: key.origin });
}

async function askAboutSignature(
  evidence: PluginEvidence,
  manifest: PluginManifest,
  trust: TrustStore,
  policy: VerificationPolicy,
): Promise<Either<readonly KoraError[], KnownKeys>> {
  const signature = signatureDecodes(evidence);
  if (isLeft(signature)) return left([signature.left]);
  const claim = algorithmIsEdDsa(evidence, signature.right);
  if (isLeft(claim)) return left([claim.left]);
  const known = await keyIsKnown(evidence, claim.right.kid, trust);
  if (isLeft(known)) return left([known.left]);
  const keys = known.right;
  const failures = [
    ...(await signatureHolds(evidence, claim.right, keys[0].x)),
    ...keyIsNotRevoked(evidence, keys),
    ...publisherMatchesKey(evidence, manifest, keys),
    ...publisherIsAllowed(evidence, manifest, policy),
  ];
  return failures.length === 0 ? right(keys) : left(failures);
}

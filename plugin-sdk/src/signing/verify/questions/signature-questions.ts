import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js';
import { errors, flattenedVerify, importJWK } from 'jose';
import type { KoraError } from '../../../errors/kora-error.ts';
import { signingErrors } from '../../errors.ts';
import { type DecodedSignature, decodeSignature } from '../../signature/decode-signature.ts';
import type { PluginEvidence } from '../evidence.ts';

const ALGORITHM = 'EdDSA';

/** A signature whose header is exactly `{ alg: 'EdDSA', kid }`. */
export interface PluginClaim {
  readonly jws: DecodedSignature['jws'];
  readonly kid: string;
}

/** 3. Is there a signature, and does it decode? */
export function signatureDecodes(evidence: PluginEvidence): Either<KoraError, DecodedSignature> {
  const { folder_id: plugin_id, signatureBytes } = evidence;
  if (signatureBytes === null)
    return left(signingErrors.KORA_PLUGIN_SIGNATURE_MISSING({ plugin_id, kind: 'tampered' }));
  const signature = decodeSignature(signatureBytes);
  return isLeft(signature) ? left(invalid(plugin_id, signature.left)) : right(signature.right);
}

/** 4. Is it EdDSA, and does the header say nothing else? A header chooses how it is verified, so it gets no choice. */
export function algorithmIsEdDsa(
  evidence: PluginEvidence,
  signature: DecodedSignature,
): Either<KoraError, PluginClaim> {
  const { folder_id: plugin_id } = evidence;
  const { alg, kid, ...others } = signature.header;
  if (alg !== ALGORITHM) {
    return left(signingErrors.KORA_PLUGIN_ALGORITHM_UNSUPPORTED({ plugin_id, kind: 'tampered' }));
  }
  if (typeof kid !== 'string' || Object.keys(others).length > 0) {
    return left(invalid(plugin_id, 'its protected header is not { alg, kid }'));
  }
  return right({ jws: signature.jws, kid });
}

/** 5. Does the signature hold over the exact bytes of plugin.json? `x` is the trusted key that the header names. */
export async function signatureHolds(
  evidence: PluginEvidence,
  claim: PluginClaim,
  x: string,
): Promise<readonly KoraError[]> {
  const payload = Buffer.from(evidence.manifestBytes ?? []).toString('base64url');
  const key = await importJWK({ kty: 'OKP', crv: 'Ed25519', x }, ALGORITHM);
  try {
    await flattenedVerify({ ...claim.jws, payload }, key, { algorithms: [ALGORITHM] });
    return [];
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    return [invalid(evidence.folder_id, 'plugin.json is not what was signed')];
  }
}

function invalid(plugin_id: string, reason: string): KoraError {
  return signingErrors.KORA_PLUGIN_SIGNATURE_INVALID({ plugin_id, kind: 'tampered', reason });
}

import { decode, isRecord, type PluginSignature, signatureCodec } from '@kora/contracts';
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js';
import { parseJsonBytes } from '../files/parse-json-bytes.ts';
import { encodeSignature } from './encode-signature.ts';

/** A signature with its protected header read. The header is only to be believed once the signature holds. */
export interface DecodedSignature {
  readonly jws: PluginSignature;
  readonly header: { readonly [name: string]: unknown };
}

/** Decodes the bytes of a `plugin.sig.json`. @returns the reason why they are none, or the signature. */
export function decodeSignature(bytes: Uint8Array): Either<string, DecodedSignature> {
  const json = parseJsonBytes(bytes);
  const jws = isLeft(json) ? json : decode(signatureCodec, json.right);
  if (isLeft(jws)) return left('plugin.sig.json is no detached JWS');
  const parts = [jws.right.protected, jws.right.signature];
  // Base64url can spell the same bytes in several ways; only one of them is what was signed.
  if (!parts.every(isCanonicalBase64url) || !sameBytes(bytes, encodeSignature(jws.right))) {
    return left('plugin.sig.json is not in its canonical form');
  }
  const header = parseJsonBytes(Buffer.from(jws.right.protected, 'base64url'));
  if (isLeft(header) || !isRecord(header.right)) return left('its protected header is no JSON object');
  return right({ jws: jws.right, header: header.right });
}

function isCanonicalBase64url(text: string): boolean {
  return Buffer.from(text, 'base64url').toString('base64url') === text;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

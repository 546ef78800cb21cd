import { decode, oneOf, pattern, strict } from '@kora/contracts';
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import type { KoraError } from '../../errors/kora-error.ts';
import { issuesAsJson, signingErrors } from '../errors.ts';
import { parseJsonBytes } from '../files/parse-json-bytes.ts';

const key32 = pattern('Ed25519Key', /^[A-Za-z0-9_-]{43}$/, 'base64url of 32 bytes');

/** A private Ed25519 key as a JSON Web Key (RFC 8037). `d` is the secret: keep the file at mode 0600. */
export const privateJwkCodec = strict('PrivateJwk', {
  kty: oneOf('KeyType', ['OKP']),
  crv: oneOf('Curve', ['Ed25519']),
  x: key32,
  d: key32,
});
export type PrivateJwk = t.TypeOf<typeof privateJwkCodec>;

/** What a trust store needs to know of a key: its RFC 7638 thumbprint and the public key, base64url of 32 bytes. */
export const publicKeyCodec = strict('PublicKey', { kid: key32, x: key32 });
export type PublicKey = t.TypeOf<typeof publicKeyCodec>;

export interface SigningKey {
  readonly privateJwk: PrivateJwk;
  readonly publicKey: PublicKey;
}

/** Makes a fresh Ed25519 key pair from the system's randomness. */
export async function createSigningKey(): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const { x, d } = await exportJWK(privateKey);
  if (x === undefined || d === undefined) throw new Error('createSigningKey: the runtime exported an incomplete key');
  const privateJwk: PrivateJwk = { kty: 'OKP', crv: 'Ed25519', x, d };
  return { privateJwk, publicKey: await publicKeyOf(privateJwk) };
}

/** The public half of a private key, named by its thumbprint. */
export async function publicKeyOf(key: { readonly x: string }): Promise<PublicKey> {
  return { kid: await thumbprintOf(key.x), x: key.x };
}

/** RFC 7638 thumbprint of an Ed25519 public key. */
export function thumbprintOf(x: string): Promise<string> {
  return calculateJwkThumbprint({ kty: 'OKP', crv: 'Ed25519', x });
}

/** Decodes the bytes of a private key file. The error never repeats them. */
export function decodePrivateJwk(bytes: Uint8Array): Either<KoraError, PrivateJwk> {
  return decodeKey(bytes, 'private', privateJwkCodec);
}

/** Decodes the bytes of a public key file, as `kora-plugin keygen` prints it. */
export function decodePublicKey(bytes: Uint8Array): Either<KoraError, PublicKey> {
  return decodeKey(bytes, 'public', publicKeyCodec);
}

function decodeKey<A>(bytes: Uint8Array, key: 'private' | 'public', codec: t.Type<A>): Either<KoraError, A> {
  const json = parseJsonBytes(bytes);
  const decoded = isLeft(json) ? json : decode(codec, json.right);
  if (isLeft(decoded)) {
    return left(signingErrors.KORA_PLUGIN_SIGNING_KEY_INVALID({ key, issues: issuesAsJson(decoded.left) }));
  }
  return right(decoded.right);
}

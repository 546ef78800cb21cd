import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A secret of 256 random bits, in base64url. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a secret: looking up a digest tells nothing about the secret through the time it takes. */
export function digestOf(secret: string): string {
  return hash('sha256', secret);
}

/** Compares two secrets in a time that tells nothing but whether they have the same length, which is no secret. */
export function isSameSecret(given: string, right: Buffer): boolean {
  const bytes = Buffer.from(given);
  return bytes.length === right.length && timingSafeEqual(bytes, right);
}

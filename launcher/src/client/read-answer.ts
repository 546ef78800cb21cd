import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { decode, type ErrorBody, errorBodyCodec, type Json } from '@kora/contracts';
import { KoraError } from '@kora/plugin-sdk';
import { isLeft } from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { launcherErrors } from '../errors.ts';
import { unreachable } from './send.ts';

/** Makes the error again that Studio told of. */
export function errorOf({ error_type, message, details }: ErrorBody): KoraError {
  const code = typeof details.code === 'string' ? details.code : 'KORA_UNKNOWN';
  return new KoraError(code, error_type, message, details as Record<string, Json>);
}

/** Parses JSON that claims to come from Studio. @throws KORA_LAUNCHER_BAD_ANSWER */
export function parseAnswer(url: string, content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    throw launcherErrors.KORA_LAUNCHER_BAD_ANSWER({ url, reason: 'no JSON' }, error);
  }
}

/** Decodes a value that Studio sent. @throws KORA_LAUNCHER_BAD_ANSWER naming the first wrong path. */
export function decodeAnswer<A>(url: string, codec: t.Type<A>, value: unknown): A {
  const decoded = decode(codec, value);
  if (!isLeft(decoded)) return decoded.right;
  const [issue] = decoded.left;
  throw launcherErrors.KORA_LAUNCHER_BAD_ANSWER({ url, reason: `${issue?.path} ${issue?.message}` });
}

/**
 * Reads a whole JSON answer.
 * @throws the KoraError that Studio answered with; KORA_LAUNCHER_BAD_ANSWER for anything that is neither.
 */
export async function readAnswer<A>(url: string, response: IncomingMessage, codec: t.Type<A>): Promise<A> {
  const content = await text(response).catch((error: unknown) => {
    throw unreachable(url, error);
  });
  const value = parseAnswer(url, content);
  if ((response.statusCode ?? 0) < 400) return decodeAnswer(url, codec, value);
  throw errorOf(decodeAnswer(url, errorBodyCodec, value));
}

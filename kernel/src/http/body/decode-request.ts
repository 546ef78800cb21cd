import { API_VERSION, decode, type Issue, isRecord, versionCodec, versionMismatch } from '@kora/contracts';
import type * as t from 'io-ts';
import { issueFacts } from '../../issue-facts.ts';
import { httpErrors } from '../errors.ts';

const ABSENT: Issue = { path: '', code: 'MISSING_FIELD', message: 'is required and must be a JSON object' };

/** Refuses another major version of the API before its unknown fields make the refusal look like a typing error. */
function requireApiVersion(body: unknown): void {
  const declared = isRecord(body) && Object.hasOwn(body, 'api_version') ? body.api_version : undefined;
  if (!versionCodec.is(declared)) return;
  const mismatch = versionMismatch(declared, API_VERSION);
  if (mismatch !== null) throw httpErrors.KORA_HTTP_API_VERSION({ ...mismatch });
}

/** Decodes a body. @throws KoraError VERSION_MISMATCH, or VALIDATION_ERROR with every issue. */
export function decodeBody<A>(codec: t.Type<A>, body: unknown): A {
  if (body === undefined) throw httpErrors.KORA_HTTP_INVALID_BODY({ issues: issueFacts([ABSENT]) });
  requireApiVersion(body);
  const result = decode(codec, body);
  if (result._tag === 'Right') return result.right;
  throw httpErrors.KORA_HTTP_INVALID_BODY({ issues: issueFacts(result.left) });
}

const INTEGER = /^\d{1,15}$/;

/** Decodes a query, where numbers arrive as text. @throws KoraError VALIDATION_ERROR with every issue. */
export function decodeQuery<A>(codec: t.Type<A>, query: { readonly [name: string]: string }): A {
  const values = Object.entries(query).map(([name, text]) => [name, INTEGER.test(text) ? Number(text) : text]);
  const result = decode(codec, Object.fromEntries(values));
  if (result._tag === 'Right') return result.right;
  throw httpErrors.KORA_HTTP_INVALID_QUERY({ issues: issueFacts(result.left) });
}

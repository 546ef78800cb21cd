import { isAbsolute } from 'node:path';
import { decode, type Json, pattern, Refined, strict } from '@kora/contracts';
import type * as t from 'io-ts';
import { issueDetails, modelLibraryErrors } from '../errors.ts';

const absolutePath = new Refined<string>('AbsolutePath', { type: 'string', minLength: 1, maxLength: 4096 }, (u) => {
  if (typeof u !== 'string') return 'WRONG_TYPE: must be a string';
  if (u.length > 4096) return 'TOO_LARGE: must have at most 4096 characters';
  if (u.includes('\0') || !u.isWellFormed()) return 'BAD_FORMAT: must be a path without NUL';
  return isAbsolute(u) ? null : 'BAD_FORMAT: must be an absolute path';
});

/** A model id that a user may choose. */
export const newModelIdCodec = pattern(
  'NewModelId',
  /^[A-Za-z0-9][A-Za-z0-9._:@+-]{0,127}$/,
  'a letter or digit, then at most 127 of A-Z a-z 0-9 . _ : @ + -',
);

/** Body of `POST /models/catalog`. Without `model_id` the model is named after its file. */
export const registerRequestCodec = strict(
  'RegisterModelRequest',
  { file_path: absolutePath },
  { model_id: newModelIdCodec },
);
export type RegisterRequest = t.TypeOf<typeof registerRequestCodec>;

/** @throws KORA_CATALOG_BAD_REQUEST with every issue */
export function decodeRegisterRequest(body: Json): RegisterRequest {
  const result = decode(registerRequestCodec, body);
  if (result._tag === 'Right') return result.right;
  throw modelLibraryErrors.KORA_CATALOG_BAD_REQUEST({ issues: issueDetails(result.left) });
}

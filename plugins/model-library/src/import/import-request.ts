import { decode, type Json, oneOf, strict, text } from '@kora/contracts';
import type * as t from 'io-ts';
import { newModelIdCodec } from '../catalog/register-request.ts';
import { issueDetails, modelLibraryErrors } from '../errors.ts';
import { IMPORT_SOURCES } from './importable-model.ts';

/** Body of `POST /models/import`: a model as `GET /models/importable` names it. No path: that would be for registering. */
export const importRequestCodec = strict(
  'ImportModelRequest',
  { source: oneOf('ImportSource', IMPORT_SOURCES), name: text('Name', 512, 1) },
  { model_id: newModelIdCodec },
);
export type ImportRequest = t.TypeOf<typeof importRequestCodec>;

/** @throws KORA_IMPORT_BAD_REQUEST with every issue */
export function decodeImportRequest(body: Json): ImportRequest {
  const decoded = decode(importRequestCodec, body);
  if (decoded._tag === 'Right') return decoded.right;
  throw modelLibraryErrors.KORA_IMPORT_BAD_REQUEST({ issues: issueDetails(decoded.left) });
}

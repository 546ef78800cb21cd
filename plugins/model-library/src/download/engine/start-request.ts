import { decode, type Json, pattern, Refined, sha256Codec, strict, text } from '@kora/contracts';
import type * as t from 'io-ts';
import { newModelIdCodec } from '../../catalog/register-request.ts';
import { issueDetails } from '../../errors.ts';
import { downloadErrors } from '../errors.ts';

const url = new Refined<string>('ModelUrl', { type: 'string', maxLength: 2048 }, (u) => {
  if (typeof u !== 'string') return 'WRONG_TYPE: must be a string';
  if (u.length > 2048) return 'TOO_LARGE: must have at most 2048 characters';
  return URL.canParse(u) ? null : 'BAD_FORMAT: must be the address of a GGUF file';
});

/** Body of `POST /models/downloads`: `url` or `curated_id`, one of them. */
export const startRequestCodec = strict(
  'StartDownloadRequest',
  {},
  {
    url,
    curated_id: pattern('CuratedId', /^[a-z0-9][a-z0-9.-]{0,63}$/, 'an id of the curated list'),
    sha256: sha256Codec,
    model_id: newModelIdCodec,
    license: text('License', 256, 1),
  },
);
export type StartRequest = t.TypeOf<typeof startRequestCodec>;

/** @throws KORA_DOWNLOAD_BAD_REQUEST with every issue */
export function decodeStartRequest(body: Json): StartRequest {
  const decoded = decode(startRequestCodec, body);
  if (decoded._tag === 'Left') throw downloadErrors.KORA_DOWNLOAD_BAD_REQUEST({ issues: issueDetails(decoded.left) });
  const request = decoded.right;
  if ((request.url === undefined) !== (request.curated_id === undefined)) return request;
  const message = 'exactly one of url and curated_id is needed';
  throw downloadErrors.KORA_DOWNLOAD_BAD_REQUEST({ issues: [{ path: '/url', code: 'BAD_FORMAT', message }] });
}

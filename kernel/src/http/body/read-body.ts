import type { IncomingMessage, ServerResponse } from 'node:http';
import { giveWay } from '@kora/plugin-sdk';
import { getRawBody, type RawBodyError } from 'raw-body';
import { issueFacts } from '../../issue-facts.ts';
import { httpErrors } from '../errors.ts';
import { announcesBody } from '../guards/content-type-guard.ts';
import { locateJsonError } from './locate-json-error.ts';
import { scanJson } from './scan-json.ts';

async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  const length = request.headers['content-length'] ?? null;
  try {
    return await getRawBody(request, { limit, length });
  } catch (error) {
    const { type } = error as RawBodyError;
    // What is still on its way is thrown away unread, so that the client lives to see the answer.
    request.resume();
    if (type === 'entity.too.large') throw httpErrors.KORA_HTTP_BODY_TOO_LARGE({ limit });
    throw httpErrors.KORA_HTTP_BODY_CUT({}, error);
  }
}

function decodeText(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    const issues = [{ path: '', code: 'BAD_FORMAT', message: 'is not UTF-8' }];
    throw httpErrors.KORA_HTTP_INVALID_BODY({ issues }, error);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own error quotes the body, so it is no cause to keep.
    throw httpErrors.KORA_HTTP_MALFORMED_JSON({ ...locateJsonError(text) });
  }
}

/**
 * Reads and parses the JSON body of a request that has passed the guards. The result is hostile data for a codec.
 * @returns undefined when the request has no body.
 * @throws KoraError PAYLOAD_TOO_LARGE, or VALIDATION_ERROR that names the place.
 */
export async function readBody(request: IncomingMessage, response: ServerResponse, limit: number): Promise<unknown> {
  if (!announcesBody(request)) return undefined;
  const tooLong = Number(request.headers['content-length'] ?? 0) > limit;
  if (request.headers.expect !== undefined && !tooLong) response.writeContinue();
  const bytes = await readBytes(request, limit);
  if (bytes.length === 0) return undefined;
  let began = performance.now();
  const issue = scanJson(bytes);
  if (issue !== null) throw httpErrors.KORA_HTTP_INVALID_BODY({ issues: issueFacts([issue]) });
  began = await giveWay(began);
  const value = parse(decodeText(bytes));
  await giveWay(began);
  return value;
}

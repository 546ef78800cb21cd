import type { LocalAnswer, LocalServer } from '@kora/plugin-sdk';
import { findServerError, parseJson, type RuntimeKind } from '@kora/plugin-sdk/http';
import { decodeNativeList } from '../models/decode-native-list.ts';
import { isUnknownEndpoint } from '../server/unknown-endpoint.ts';

const MODELS = '/api/v1/models';
/** A path that LM Studio, whatever its version, says in its own words that it does not know. */
const UNKNOWN = '/';

/** Models in the words of its own API, or its words for a path that it does not know, or for a token that it does not. */
function isOwn({ path, text }: LocalAnswer): boolean {
  const body = parseJson(text);
  const isList = path === MODELS && (decodeNativeList(body)?.length ?? 0) > 0;
  return isList || isUnknownEndpoint(body) || findServerError(body)?.code === 'invalid_api_key';
}

/** Whether an LM Studio answers there, of whatever version: an older one does not know the newer list and says so. */
export function isLmStudio({ answers }: LocalServer): boolean {
  return answers.some(isOwn);
}

/** How LM Studio is found. */
export const LM_STUDIO_KIND: RuntimeKind = { probes: [UNKNOWN, MODELS], recognises: isLmStudio };

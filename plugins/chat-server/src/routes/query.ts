import { messageIdCodec, pattern, strict, text } from '@kora/contracts';
import { decodeRequest } from '../errors.ts';

const limit = pattern('Limit', /^([1-9]|[1-9]\d|1\d\d|200)$/, 'a number from 1 to 200');
const listCodec = strict(
  'ListQuery',
  {},
  { limit, before: pattern('Cursor', /^-?\d{1,15}$/, 'next_before of a page') },
);
const messagesCodec = strict('MessagesQuery', {}, { limit, before: messageIdCodec });
const searchCodec = strict('SearchQuery', { query: text('Query', 500) }, { limit });

type Query = Readonly<Record<string, string>>;
const DEFAULT_LIMIT = 50;

const numberOr = (value: string | undefined, otherwise: number) => (value === undefined ? otherwise : Number(value));

/** @throws KORA_CHAT_BAD_REQUEST */
export function decodeListQuery(query: Query) {
  const { limit, before } = decodeRequest(listCodec, { ...query });
  return { limit: numberOr(limit, DEFAULT_LIMIT), before: before === undefined ? null : Number(before) };
}

/** @throws KORA_CHAT_BAD_REQUEST */
export function decodeMessagesQuery(query: Query) {
  const { limit, before } = decodeRequest(messagesCodec, { ...query });
  return { limit: numberOr(limit, DEFAULT_LIMIT), before: before ?? null };
}

/** @throws KORA_CHAT_BAD_REQUEST */
export function decodeSearchQuery(query: Query) {
  const { query: words, limit } = decodeRequest(searchCodec, { ...query });
  return { words, limit: numberOr(limit, DEFAULT_LIMIT) };
}

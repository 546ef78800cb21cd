import type * as t from 'io-ts';
import { text } from '../codec/refined.ts';
import { strict } from '../codec/strict.ts';
import { timestampCodec, versionCodec } from '../task-graph/identifiers.ts';

/** Body of a request that says nothing but which version of the API it speaks. */
export const plainRequestCodec = strict('PlainRequest', { api_version: versionCodec });
export type PlainRequest = t.TypeOf<typeof plainRequestCodec>;

/** Answer to `POST /session`: a link that gives one browser a session, once. */
export const sessionLinkCodec = strict('SessionLink', { url: text('Url', 512, 1), expires_at: timestampCodec });
export type SessionLink = t.TypeOf<typeof sessionLinkCodec>;

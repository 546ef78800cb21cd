import { integer, oneOf, strict, text } from '@kora/contracts';
import * as t from 'io-ts';

const orNull = <C extends t.Mixed>(codec: C) => t.union([codec, t.null]);

/** A model that was found, and how to get it: nothing to do, `curated_id`, or `url` for `POST /models/downloads`. */
export const searchResultCodec = strict('ModelSearchResult', {
  source: oneOf('SearchSource', ['installed', 'curated', 'hub']),
  name: text('Name', 512, 1),
  model_id: orNull(text('ModelId', 512)),
  curated_id: orNull(text('CuratedId', 64)),
  url: orNull(text('Url', 2048)),
  size_bytes: orNull(integer('SizeBytes', 0)),
  license: orNull(text('License', 256)),
});
export type SearchResult = t.TypeOf<typeof searchResultCodec>;

/** Answer to `GET /models/search`. Without a network `online_problem` says in one sentence what is missing. */
export const searchAnswerCodec = strict('ModelSearch', {
  results: t.readonlyArray(searchResultCodec),
  online_problem: orNull(text('OnlineProblem', 1000)),
});
export type SearchAnswer = t.TypeOf<typeof searchAnswerCodec>;

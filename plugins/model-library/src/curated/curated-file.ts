import { decode, integer, oneOf, pattern, sha256Codec, strict, text, timestampCodec } from '@kora/contracts';
import * as t from 'io-ts';
import shipped from './curated-models.json' with { type: 'json' };

const orNull = <C extends t.Mixed>(codec: C) => t.union([codec, t.null]);
const count = integer('Count', 0);

/** What the list says of a model. */
export const curatedModelFields = {
  id: pattern('CuratedId', /^[a-z0-9][a-z0-9.-]{0,63}$/, 'lower-case letters, digits, dots and hyphens'),
  name: text('Name', 128, 1),
  url: pattern('HttpsUrl', /^https:\/\/[^\s]{1,2000}$/, 'an https: URL'),
  /** Null: known only to the server, which is asked before a download. */
  size_bytes: orNull(count),
  sha256: orNull(sha256Codec),
  license: text('License', 256, 1),
  quantization: text('Quantization', 64, 1),
  context_tokens: orNull(count),
  parameters: orNull(count),
};
const curatedModelCodec = strict('CuratedModel', curatedModelFields);
/** A model that Studio recommends. */
export type CuratedModel = t.TypeOf<typeof curatedModelCodec>;

const curatedFileCodec = strict('CuratedFile', {
  version: oneOf('CuratedVersion', ['1.0']),
  /** When the list was made: a newer one replaces an older one, never the other way round. */
  issued_at: timestampCodec,
  models: t.readonlyArray(curatedModelCodec),
});
export type CuratedFile = t.TypeOf<typeof curatedFileCodec>;

/** Nobody reads more recommendations than these. */
const MOST_MODELS = 500;

/** @returns a list that can be used, or one sentence about what is wrong with it */
export function decodeCuratedFile(content: string): CuratedFile | string {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return 'it is not JSON';
  }
  const decoded = decode(curatedFileCodec, value);
  if (decoded._tag === 'Left') {
    const [issue] = decoded.left;
    return `it is not a list of version 1.0${issue === undefined ? '' : ` (${issue.path} ${issue.message})`}`;
  }
  const { models, issued_at } = decoded.right;
  if (models.length === 0 || models.length > MOST_MODELS) return `it has ${models.length} models`;
  if (new Set(models.map(({ id }) => id)).size !== models.length) return 'two of its models have the same id';
  return Number.isNaN(Date.parse(issued_at)) ? 'its date is none' : decoded.right;
}

/** The list that ships with Studio. A test holds the file against its codec. */
export function shippedList(file: unknown = shipped): CuratedFile {
  const list = decodeCuratedFile(JSON.stringify(file));
  if (typeof list === 'string') throw new TypeError(`curated-models.json: ${list}`);
  return list;
}

/** True when `list` was made after `other`. */
export function isNewer(list: CuratedFile, other: CuratedFile): boolean {
  return Date.parse(list.issued_at) > Date.parse(other.issued_at);
}

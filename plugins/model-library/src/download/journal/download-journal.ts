import { integer, oneOf, pattern, sha256Codec, strict, text, timestampCodec } from '@kora/contracts';
import * as t from 'io-ts';

const orNull = <C extends t.Mixed>(codec: C) => t.union([codec, t.null]);
const count = integer('Count', 0);

/** Ids of downloads, which are made here. */
export const downloadIdCodec = pattern('DownloadId', /^[0-9a-f]{16}$/, '16 lower-case hexadecimal digits');

/** A name in the models folder: no path, nothing hidden, nothing that Windows reserves. */
export const modelFileNameCodec = pattern(
  'ModelFileName',
  /^(?!(?:con|prn|aux|nul|com\d|lpt\d)\.)[A-Za-z0-9][A-Za-z0-9._@+-]{0,191}\.gguf$/i,
  'a file name that ends in .gguf',
);

/** Who said which SHA-256 the file has. */
export const CHECKSUM_ORIGINS = ['request', 'curated list', 'server'] as const;
export type ChecksumOrigin = (typeof CHECKSUM_ORIGINS)[number];

/** What tells one version of a remote file from another. */
export const remoteIdentityCodec = strict('RemoteIdentity', {
  /** Null while the server does not say. */
  total_bytes: orNull(count),
  etag: orNull(text('Etag', 512)),
  last_modified: orNull(text('LastModified', 128)),
  /** SHA-256 as the hub announces it. */
  sha256: orNull(sha256Codec),
});
export type RemoteIdentity = t.TypeOf<typeof remoteIdentityCodec>;

/** One file of a model, on its way. */
export const partJournalCodec = strict('PartJournal', {
  file_name: modelFileNameCodec,
  /** What is asked for; a mirror is already in it. */
  url: text('Url', 2048, 1),
  identity: remoteIdentityCodec,
  expected_sha256: orNull(sha256Codec),
  expected_from: orNull(oneOf('ChecksumOrigin', CHECKSUM_ORIGINS)),
  /** Bytes of one segment; the last one is shorter. Zero when the server gives no ranges. */
  segment_bytes: count,
  /** Bytes of each segment that are surely on disk. */
  done: t.readonlyArray(count),
  /** The SHA-256 of the file once it is complete and found good. */
  verified_sha256: orNull(sha256Codec),
});
export type PartJournal = t.TypeOf<typeof partJournalCodec>;

/** More than any model has that was published so far, and few enough that a journal stays small. */
export const MOST_PARTS = 256;

/** What a download is about, whatever it has of it. */
export const subjectFields = {
  id: downloadIdCodec,
  model_id: text('ModelId', 128, 1),
  /** What the user named. */
  source_url: text('Url', 2048, 1),
  license: orNull(text('License', 256)),
  paused: t.boolean,
  created_at: timestampCodec,
};

/** `<first part>.partial.json`: all that a download needs to go on in another process. */
export const downloadJournalCodec = strict('DownloadJournal', {
  version: oneOf('JournalVersion', ['1.1']),
  ...subjectFields,
  /** The files of the model, in order: one, or all parts of a split model. */
  parts: t.readonlyArray(partJournalCodec),
  /** The SHA-256 over all parts that the user or the curated list demands of a split model; null for one file, which has its own. */
  whole_sha256: orNull(sha256Codec),
  whole_from: orNull(oneOf('ChecksumOrigin', CHECKSUM_ORIGINS)),
  /** The SHA-256 of the complete model, written just before it is moved into place. */
  checksum: orNull(sha256Codec),
});
export type DownloadJournal = t.TypeOf<typeof downloadJournalCodec>;

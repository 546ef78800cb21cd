import { errorBodyCodec, finite, integer, oneOf, sha256Codec, strict, text, timestampCodec } from '@kora/contracts';
import * as t from 'io-ts';
import { CHECKSUM_ORIGINS, downloadIdCodec } from '../journal/download-journal.ts';

const orNull = <C extends t.Mixed>(codec: C) => t.union([codec, t.null]);
const count = integer('Count', 0);

/**
 * `interrupted`: the process that downloaded it has ended; resume goes on where it stopped. `failed` can be resumed too, as
 * soon as its cause is gone.
 */
export const DOWNLOAD_STATES = [
  'downloading',
  'verifying',
  'paused',
  'interrupted',
  'failed',
  'completed',
  'cancelled',
] as const;
export type DownloadState = (typeof DOWNLOAD_STATES)[number];

/** Things that a person should know and that are no failure. */
export const NOTICE_KINDS = ['no_ranges', 'started_over', 'retrying'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

const noticeCodec = strict('DownloadNotice', {
  kind: oneOf('NoticeKind', NOTICE_KINDS),
  message: text('Message', 1000),
  at: timestampCodec,
});
export type DownloadNotice = t.TypeOf<typeof noticeCodec>;

/** A download as the API shows it. */
export const downloadStatusCodec = strict('Download', {
  id: downloadIdCodec,
  model_id: text('ModelId', 128, 1),
  /** The file, or the first part of a split model. */
  file_name: text('FileName', 256, 1),
  /** How many files the model has. */
  files: integer('Files', 1),
  source_url: text('Url', 2048, 1),
  state: oneOf('DownloadState', DOWNLOAD_STATES),
  /** Bytes on disk. Never falls, except when `generation` rises. */
  received_bytes: count,
  total_bytes: orNull(count),
  /** Bytes that the checksum has covered. */
  hashed_bytes: count,
  bytes_per_second: orNull(finite('BytesPerSecond', 0, Number.MAX_SAFE_INTEGER)),
  seconds_left: orNull(count),
  /** How often it had to begin at zero again. */
  generation: count,
  /** False: the server gives no ranges, and every interruption costs everything. */
  resumable: t.boolean,
  /** The SHA-256 that the file must have, and who says so; null when nobody does. */
  expected_sha256: orNull(sha256Codec),
  verified_against: orNull(oneOf('ChecksumOrigin', CHECKSUM_ORIGINS)),
  /** The SHA-256 of the complete file. */
  checksum: orNull(sha256Codec),
  /** The latest of them, oldest first. */
  notices: t.readonlyArray(noticeCodec),
  error: orNull(errorBodyCodec),
  created_at: timestampCodec,
});
export type DownloadStatus = t.TypeOf<typeof downloadStatusCodec>;

/** Answer to `GET /models/downloads`. */
export const downloadListCodec = strict('DownloadList', { downloads: t.readonlyArray(downloadStatusCodec) });

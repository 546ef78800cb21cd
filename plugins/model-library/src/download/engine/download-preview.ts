import { integer, oneOf, sha256Codec, strict, text } from '@kora/contracts';
import * as t from 'io-ts';
import { CHECKSUM_ORIGINS, type DownloadJournal } from '../journal/download-journal.ts';
import { expectationOf } from './expectation.ts';
import { totalOf } from './part-counts.ts';

const orNull = <C extends t.Mixed>(codec: C) => t.union([codec, t.null]);

/** A download as it would be. */
export const previewFields = {
  model_id: text('ModelId', 128, 1),
  /** The file, or the first part of a split model. */
  file_name: text('FileName', 256, 1),
  files: integer('Files', 1),
  /** Null while the server does not tell. */
  total_bytes: orNull(integer('TotalBytes', 0)),
  expected_sha256: orNull(sha256Codec),
  /** Who says which checksum the model has; null: nobody does. */
  expected_from: orNull(oneOf('ChecksumOrigin', CHECKSUM_ORIGINS)),
};
const downloadPreviewCodec = strict('DownloadPreview', previewFields);
export type DownloadPreview = t.TypeOf<typeof downloadPreviewCodec>;

/** What a journal says of a download before it begins. */
export function previewOf(journal: DownloadJournal): DownloadPreview {
  const { model_id, parts } = journal;
  const { expected_sha256, expected_from } = expectationOf(journal);
  const total_bytes = parts.reduce<number | null>((sum, part) => {
    const total = totalOf(part);
    return sum === null || total === null ? null : sum + total;
  }, 0);
  const file_name = parts[0]?.file_name ?? '';
  return { model_id, file_name, files: parts.length, total_bytes, expected_sha256, expected_from };
}

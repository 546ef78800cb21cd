import type { ChecksumOrigin } from '../journal/download-journal.ts';
import type { DownloadTarget } from './download-target.ts';

/** What is asked for, once it has a name. */
export interface DownloadOrder extends DownloadTarget {
  /** Of the file; of a split model that of all parts one after the other. */
  readonly sha256: string | null;
  readonly sha256_from: Exclude<ChecksumOrigin, 'server'>;
  readonly license: string | null;
}

import type { PartJournal } from '../journal/download-journal.ts';
import type { NoticeKind } from './download-status.ts';

/** What work on a download tells about itself. */
export interface RunObserver {
  progress(): void;
  notice(kind: NoticeKind, message: string): void;
  startedOver(): void;
  verifying(): void;
}

/** What work on one file tells besides. */
export interface PartObserver extends RunObserver {
  /** Writes down what is surely on disk. @throws KORA_DOWNLOAD_NO_SPACE, KORA_DOWNLOAD_DISK */
  save(part: PartJournal): Promise<void>;
}

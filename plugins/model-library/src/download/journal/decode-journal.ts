import { decode, oneOf, strict } from '@kora/contracts';
import type * as t from 'io-ts';
import {
  type DownloadJournal,
  downloadJournalCodec,
  MOST_PARTS,
  partJournalCodec,
  subjectFields,
} from './download-journal.ts';

/** Version 1.0 knew models of one file only, and had its fields beside the others. */
const formerJournalCodec = strict('FormerDownloadJournal', {
  version: oneOf('JournalVersion', ['1.0']),
  ...subjectFields,
  ...partJournalCodec.required,
});

function upgraded(former: t.TypeOf<typeof formerJournalCodec>): DownloadJournal {
  const { id, model_id, source_url, license, paused, created_at, version: _, ...part } = former;
  return {
    version: '1.1',
    ...{ id, model_id, source_url, license, paused, created_at },
    parts: [part],
    whole_sha256: null,
    whole_from: null,
    checksum: part.verified_sha256,
  };
}

function isSound({ parts }: DownloadJournal): boolean {
  const names = new Set(parts.map((part) => part.file_name.toLowerCase()));
  return parts.length >= 1 && parts.length <= MOST_PARTS && names.size === parts.length;
}

/** Understands a journal of this version and of the one before; null for everything else. */
export function decodeJournal(content: string): DownloadJournal | null {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return null;
  }
  const decoded = decode(downloadJournalCodec, value);
  if (decoded._tag === 'Right') return isSound(decoded.right) ? decoded.right : null;
  const former = decode(formerJournalCodec, value);
  return former._tag === 'Right' ? upgraded(former.right) : null;
}

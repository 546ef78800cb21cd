import type { PartJournal } from '../journal/download-journal.ts';

/** Bytes of a part that are surely on disk. */
export function doneBytes({ done }: PartJournal): number {
  return done.reduce((sum, each) => sum + each, 0);
}

/** How long a part is: known from the server, or since it is complete; null before. */
export function totalOf(part: PartJournal): number | null {
  return part.verified_sha256 === null ? part.identity.total_bytes : doneBytes(part);
}

/** True when every byte of a part is on disk. */
export function isHere(part: PartJournal | undefined): boolean {
  return part !== undefined && totalOf(part) !== null && doneBytes(part) === totalOf(part);
}

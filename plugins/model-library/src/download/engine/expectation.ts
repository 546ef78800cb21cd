import { downloadErrors } from '../errors.ts';
import type { DownloadJournal, PartJournal, RemoteIdentity } from '../journal/download-journal.ts';

/** The SHA-256 that a file must have, and who says so; nulls where nobody does. */
export type Expectation = Pick<PartJournal, 'expected_sha256' | 'expected_from'>;

/**
 * The SHA-256 that a file must have, now that the server has said what it announces. What the user or the curated list
 * demands stands above the server; where both speak and disagree, nothing is worth fetching.
 * @throws KORA_DOWNLOAD_CHECKSUM_MISMATCH
 */
export function expectation(known: Expectation & { readonly model_id: string }, identity: RemoteIdentity): Expectation {
  const { model_id, expected_sha256: expected, expected_from } = known;
  const announced = identity.sha256;
  if (expected === null || expected_from === null || expected_from === 'server')
    return { expected_sha256: announced, expected_from: announced === null ? null : 'server' };
  if (announced !== null && announced !== expected)
    throw downloadErrors.KORA_DOWNLOAD_CHECKSUM_MISMATCH({ model_id, expected, actual: announced, expected_from });
  return { expected_sha256: expected, expected_from };
}

/** What a model is held to as a whole: one file to its own; a split model to that of all, or each of its files to one of the server. */
export function expectationOf({ parts, whole_sha256, whole_from }: DownloadJournal): Expectation {
  const [only, ...others] = parts;
  if (only !== undefined && others.length === 0) return only;
  if (whole_sha256 !== null) return { expected_sha256: whole_sha256, expected_from: whole_from };
  const told = parts.every((part) => part.expected_sha256 !== null);
  return { expected_sha256: null, expected_from: told ? 'server' : null };
}

import { downloadErrors } from '../errors.ts';
import type { DownloadJournal, RemoteIdentity } from '../journal/download-journal.ts';

type Expectation = Pick<DownloadJournal, 'expected_sha256' | 'expected_from'>;

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

import type { GuardedAnswer, GuardedClient } from '../guarded-client/index.ts';
import { contentLength, contentRange, refusal } from './answer-faults.ts';
import { RemoteChanged, TemporaryFault } from './faults.ts';
import type { PartialFile } from './partial-file.ts';
import type { RemoteFile } from './probe-remote.ts';
import type { Segment, SegmentMap } from './segment-map.ts';
import { SegmentWriter } from './segment-writer.ts';

/** What one request fetches, and where it goes. */
export interface SegmentJob {
  readonly client: GuardedClient;
  readonly remote: RemoteFile;
  readonly file: PartialFile;
  readonly map: SegmentMap;
  /** Called when bytes have reached the file. */
  readonly onProgress: () => void;
}

function checkAnswer(answer: GuardedAnswer, { remote, map }: SegmentJob, start: number): void {
  const { status, headers } = answer;
  if (status === 429 || status >= 500) throw refusal(answer);
  const expected = map.resumable ? 206 : 200;
  // A signed address that expired, a range beyond a file that shrank, a whole file instead of a part: ask anew.
  if (status !== expected) throw new RemoteChanged(`${answer.url.host} answered ${status}`);
  if ((headers.etag ?? null) !== remote.identity.etag) throw new RemoteChanged('the file has another ETag');
  if ((headers['last-modified'] ?? null) !== remote.identity.last_modified)
    throw new RemoteChanged('the file is newer');
  if (!map.resumable) {
    if (contentLength(answer) !== map.total) throw new RemoteChanged('the file has another length');
    return;
  }
  const range = contentRange(answer);
  if (range?.start !== start || range.total !== map.total) throw new RemoteChanged('the server sent another range');
}

/** A body on its way into the file. What arrived before a fault is written too. */
async function drain(answer: GuardedAnswer, segment: Segment, job: SegmentJob): Promise<void> {
  const writer = new SegmentWriter(segment, job);
  let fault: unknown = null;
  try {
    for await (const chunk of answer.body) {
      if (segment.length !== null && writer.taken + chunk.length > segment.length)
        throw new RemoteChanged('the server sent more than was asked for');
      await writer.take(chunk);
    }
  } catch (error) {
    fault = error;
  }
  // Without ranges the next attempt begins at zero anyway.
  await (fault === null || job.map.resumable ? writer.end() : writer.settled());
  if (fault !== null) throw fault;
}

/**
 * Asks once for what a segment still lacks and writes it into the file.
 * @throws RemoteChanged, TemporaryFault, KORA_DOWNLOAD_NO_SPACE, KORA_DOWNLOAD_DISK, what the client throws
 */
export async function fetchSegment(segment: Segment, job: SegmentJob, signal: AbortSignal): Promise<void> {
  const { client, remote, map } = job;
  if (!map.resumable) map.restart(segment);
  const start = segment.start + segment.done;
  const headers: Record<string, string> = {};
  if (map.resumable) headers.range = `bytes=${start}-${segment.start + (segment.length ?? 0) - 1}`;
  const { etag } = remote.identity;
  // Only a strong validator may stand in If-Range (RFC 9110, section 13.1.5).
  if (map.resumable && etag?.startsWith('"')) headers['if-range'] = etag;
  const answer = await client.get(remote.url, headers, signal);
  try {
    checkAnswer(answer, job, start);
    await drain(answer, segment, job);
  } finally {
    answer.body.on('error', () => undefined).destroy();
  }
  if (segment.length === null) map.end();
  else if (segment.done !== segment.length) throw new TemporaryFault(`${answer.url.host} ended its answer early`);
}

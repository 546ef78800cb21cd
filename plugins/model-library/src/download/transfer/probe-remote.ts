import { downloadErrors } from '../errors.ts';
import type { GuardedAnswer, GuardedClient } from '../guarded-client/index.ts';
import type { RemoteIdentity } from '../journal/download-journal.ts';
import { contentLength, contentRange, refusal } from './answer-faults.ts';
import { TemporaryFault } from './faults.ts';

/** Magic, version: enough to tell a model from a web page. */
const FIRST_BYTES = 8;
const SHA256 = /^"?([0-9a-f]{64})"?$/;

/** A remote file as it was found just now. */
export interface RemoteFile {
  /** Where the redirects ended. May be signed and expire. */
  readonly url: URL;
  readonly ranges: boolean;
  readonly identity: RemoteIdentity;
}

async function firstBytes(answer: GuardedAnswer): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of answer.body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= FIRST_BYTES) break;
  }
  return Buffer.concat(chunks);
}

/**
 * The SHA-256 that the hub announces for a file in large-file storage. Only answers of the hub's own origin count: the ETag
 * of its storage hosts is another hash of the same look.
 */
function announcedSha256(answer: GuardedAnswer, hub: string): string | null {
  for (const { url, headers } of answer.hops) {
    if (url.origin !== hub) continue;
    const match = SHA256.exec(headers['x-linked-etag'] ?? headers.etag ?? '');
    if (match !== null) return match[1] ?? null;
  }
  return null;
}

function checkLength(answer: GuardedAnswer, total: number | null): void {
  const linked = answer.hops.map(({ headers }) => headers['x-linked-size']).find((size) => size !== undefined);
  if (linked === undefined || total === null || Number(linked) === total || !/^\d{1,15}$/.test(linked)) return;
  throw downloadErrors.KORA_DOWNLOAD_WRONG_LENGTH({
    host: answer.url.host,
    expected_bytes: Number(linked),
    actual_bytes: total,
  });
}

async function judge(answer: GuardedAnswer, hub: string): Promise<RemoteFile> {
  const { status, headers, url } = answer;
  if (status !== 200 && status !== 206 && status !== 416) throw refusal(answer);
  const content_type = headers['content-type'] ?? null;
  const notModel = () => downloadErrors.KORA_DOWNLOAD_NOT_A_MODEL({ host: url.host, content_type });
  // 416 to the first eight bytes: the file has fewer.
  if (status === 416 || content_type?.startsWith('text/html')) throw notModel();
  const range = status === 206 ? contentRange(answer) : null;
  const total = status === 206 ? (range?.total ?? null) : contentLength(answer);
  const first = await firstBytes(answer);
  if (first.length < FIRST_BYTES && total !== null && total >= FIRST_BYTES)
    throw new TemporaryFault(`${url.host} ended its first answer early`);
  if (first.subarray(0, 4).toString('latin1') !== 'GGUF') throw notModel();
  checkLength(answer, total);
  return {
    url,
    ranges: range !== null && range.start === 0,
    identity: {
      total_bytes: total,
      etag: headers.etag?.slice(0, 512) ?? null,
      last_modified: headers['last-modified']?.slice(0, 128) ?? null,
      sha256: announcedSha256(answer, hub),
    },
  };
}

/**
 * Asks for the first bytes of a model: where it lies, how long it is, which version, whether parts can be had.
 * @param hub origin whose announced checksums are believed
 * @throws KORA_DOWNLOAD_NOT_A_MODEL, KORA_DOWNLOAD_SERVER_REFUSED, KORA_DOWNLOAD_WRONG_LENGTH, TemporaryFault, what the client throws
 */
export async function probeRemote(
  client: GuardedClient,
  url: URL,
  hub: string,
  signal: AbortSignal,
): Promise<RemoteFile> {
  const answer = await client.get(url, { range: `bytes=0-${FIRST_BYTES - 1}` }, signal);
  try {
    return await judge(answer, hub);
  } finally {
    answer.body.on('error', () => undefined).destroy();
  }
}

/** True when both describe the same bytes. The announced SHA-256 decides where both have one, else the server's validators. */
export function isSameFile(a: RemoteIdentity, b: RemoteIdentity): boolean {
  if (a.total_bytes !== b.total_bytes) return false;
  if (a.sha256 !== null && b.sha256 !== null) return a.sha256 === b.sha256;
  if (a.etag !== null || b.etag !== null) return a.etag === b.etag;
  return a.last_modified === b.last_modified;
}

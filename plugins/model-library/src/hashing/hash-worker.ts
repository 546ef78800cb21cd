/** The thread that hashes files. The files are open in the main thread; descriptors belong to the process. */
import { createHash, type Hash } from 'node:crypto';
import { readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import type { HashAnswer, HashRequest } from './hash-protocol.ts';

/** Small enough to stay in the processor's cache between reading and hashing. */
const CHUNK_BYTES = 256 * 1024;

const buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
const hashes = new Map<number, Hash>();

function hashOf(id: number): Hash {
  const hash = hashes.get(id) ?? createHash('sha256');
  hashes.set(id, hash);
  return hash;
}

function add({ hash: id, fd, from, to }: Extract<HashRequest, { type: 'add' }>): number {
  const hash = hashOf(id);
  let at = from;
  while (at < to) {
    const bytes = readSync(fd, buffer, 0, Math.min(CHUNK_BYTES, to - at), at);
    if (bytes === 0) break;
    hash.update(buffer.subarray(0, bytes));
    at += bytes;
  }
  return at - from;
}

function digest(id: number): string {
  const sha256 = hashOf(id).digest('hex');
  hashes.delete(id);
  return sha256;
}

function answer(request: Exclude<HashRequest, { type: 'drop' }>): HashAnswer {
  const { job } = request;
  try {
    if (request.type === 'add') return { type: 'added', job, bytes: add(request) };
    return { type: 'digest', job, sha256: digest(request.hash) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
    return { type: 'failed', job, code, message: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', (request: HashRequest) => {
  if (request.type === 'drop') hashes.delete(request.hash);
  else parentPort?.postMessage(answer(request));
});

/**
 * A server of one file in a process of its own, from memory, with ranges, so that what it costs is the same for everybody who
 * downloads. Arguments: path, bytes per second over all connections (0: as fast as it goes). Prints its port.
 */
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const [path = '', pace = '0'] = process.argv.slice(2);
const content = await readFile(path);
const bytesPerSecond = Number(pace);
const BLOCK_BYTES = bytesPerSecond > 0 ? 128 * 1024 : 1024 * 1024;
let due = performance.now();

function drained(response: ServerResponse): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const go = () => {
    response.off('drain', go).off('close', go);
    resolve();
  };
  response.on('drain', go).on('close', go);
  return promise;
}

async function send(response: ServerResponse, start: number, end: number): Promise<void> {
  for (let at = start; at < end && !response.destroyed; at += BLOCK_BYTES) {
    const block = content.subarray(at, Math.min(at + BLOCK_BYTES, end));
    if (bytesPerSecond > 0) {
      // All connections share one budget, as they share a line. Time that nobody used is lost, as it is there.
      due = Math.max(due, performance.now() - 20) + (block.length / bytesPerSecond) * 1000;
      const wait = due - performance.now();
      if (wait > 0) await sleep(wait);
    }
    if (!response.write(block)) await drained(response);
  }
  response.end();
}

const server = createServer((request, response) => {
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
  const start = range === null ? 0 : Number(range[1]);
  const end = range === null ? content.length : Math.min(Number(range[2]) + 1, content.length);
  response.writeHead(range === null ? 200 : 206, {
    'content-type': 'application/octet-stream',
    'content-length': String(end - start),
    etag: '"fixed"',
    ...(range === null ? {} : { 'content-range': `bytes ${start}-${end - 1}/${content.length}` }),
  });
  send(response, start, end).catch(() => response.destroy());
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));

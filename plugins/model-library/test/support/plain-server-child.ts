/** A server of one file in a process of its own, with ranges. Arguments: path, bytes per second (0: no limit). Prints its port. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const path = process.argv[2] ?? '';
const size = (await stat(path)).size;
const bytesPerSecond = Number(process.argv[3] ?? 0);
let due = performance.now();

/** All connections share one budget, as they share a line. */
const pace = () =>
  new Transform({
    async transform(chunk: Buffer, _encoding, done) {
      if (bytesPerSecond > 0) {
        due = Math.max(due, performance.now()) + (chunk.length / bytesPerSecond) * 1000;
        await sleep(due - performance.now());
      }
      done(null, chunk);
    },
  });

const server = createServer((request, response) => {
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
  const start = range === null ? 0 : Number(range[1]);
  const end = range === null ? size - 1 : Math.min(Number(range[2]), size - 1);
  response.writeHead(range === null ? 200 : 206, {
    'content-type': 'application/octet-stream',
    'content-length': String(end - start + 1),
    etag: '"fixed"',
    ...(range === null ? {} : { 'content-range': `bytes ${start}-${end}/${size}` }),
  });
  const body = createReadStream(path, { start, end, highWaterMark: 64 * 1024 });
  pipeline(body, pace(), response).catch(() => response.destroy());
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Serves a file on loopback at every path, with ranges, `pace` bytes each 20 ms until `hurry` is called. */
export async function serveSlowly(file: string, pace: number) {
  let step = pace;
  const content = await readFile(file);
  let sent = 0;
  const server = createServer(async (request, response) => {
    const [, from = '0', to = ''] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '') ?? [];
    const end = to === '' ? content.length : Number(to) + 1;
    const ranged = request.headers.range !== undefined;
    response.writeHead(ranged ? 206 : 200, {
      'content-length': end - Number(from),
      'accept-ranges': 'bytes',
      etag: '"one"',
      ...(ranged ? { 'content-range': `bytes ${from}-${end - 1}/${content.length}` } : {}),
    });
    if (request.method === 'HEAD') return response.end();
    for (let at = Number(from); at < end && !response.destroyed; ) {
      const part = content.subarray(at, Math.min(at + step, end));
      response.write(part);
      sent += part.length;
      at += part.length;
      await sleep(20);
    }
    return response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  const hurry = () => {
    step = content.length;
  };
  return { hurry, url: `http://127.0.0.1:${port}/small.gguf`, close, sent: () => sent, size: content.length };
}

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { finished, kora, spawnKora, withFolder } from '../support/studio.ts';
import { writeTinyGguf } from '../support/tiny-gguf/generate.ts';

/** Serves a file with ranges, `pace` bytes at a time. */
async function serve(file: string, pace: number) {
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
    for (let at = Number(from); at < end && !response.destroyed; at += pace) {
      const part = content.subarray(at, Math.min(at + pace, end));
      response.write(part);
      sent += part.length;
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
  return { url: `http://127.0.0.1:${port}/small.gguf`, close, sent: () => sent, size: content.length };
}

t.test('a model is pulled, paused by Ctrl-C, gone on with, checked, shown and removed', (t) =>
  withFolder(async (folder) => {
    const root = ['--data-root', join(folder, 'data')];
    await mkdir(join(folder, 'data', 'configs'), { recursive: true });
    const settings = { plugins: { 'model-library': { allow_loopback: true, hosts: ['127.0.0.1'], connections: 1 } } };
    await writeFile(join(folder, 'data', 'configs', 'studio.json'), JSON.stringify(settings));
    await writeTinyGguf(join(folder, 'tiny.gguf'));
    const server = await serve(join(folder, 'tiny.gguf'), 4096);
    t.teardown(server.close);

    const first = spawnKora(['models', 'pull', server.url, ...root]);
    const paused = finished(first);
    while (server.sent() < server.size / 8) await sleep(10);
    first.kill('SIGINT');
    t.match(await paused, { code: 4, stderr: /Paused at .* Go on with: kora models pull/ });
    t.match(await kora(['models', 'list', ...root]), { stderr: /There are no models yet/ }, 'a part is no model');

    t.match(await kora(['models', 'pull', server.url, ...root]), { code: 0, stderr: /small is installed \(SHA-256/ });
    t.ok(server.sent() < server.size * 1.5, 'it went on where it stopped');
    t.match(await kora(['models', 'list', ...root]), { code: 0, stdout: /small +llamacpp/ });
    t.match(await kora(['models', 'verify', 'small', ...root]), { code: 0, stdout: /is what was installed/ });
    const shown = await kora(['models', 'show', 'small', ...root]);
    t.match(shown, { code: 0, stdout: /architecture +llama/, stderr: /fits this computer/ });
    t.match(await kora(['models', 'search', 'small', ...root]), { code: 0, stdout: /small +installed/ });

    const details = JSON.parse((await kora(['models', 'show', 'small', '--json', ...root])).stdout);
    const [path] = details.entry.file_paths;
    const bytes = await readFile(path);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    await writeFile(path, bytes);
    t.match(await kora(['models', 'verify', 'small', ...root]), { code: 1, stderr: /not what was installed/ });
    t.match(await kora(['models', 'remove', 'small', ...root]), { code: 0, stderr: /no longer listed/ });
    t.match(await kora(['models', 'show', 'small', ...root]), { code: 7 });
    t.match(await kora(['models', 'pull', 'nobody', ...root]), { code: 7, stderr: /has no model nobody/ });
  }),
);

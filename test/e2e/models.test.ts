import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { serveSlowly } from '../support/slow-server.ts';
import { finished, kora, spawnKora, startStudio, withFolder } from '../support/studio.ts';
import { writeTinyGguf } from '../support/tiny-gguf/generate.ts';

t.test('a model is pulled, paused by Ctrl-C, gone on with, checked, shown and removed', (t) =>
  withFolder(async (folder) => {
    const root = ['--data-root', join(folder, 'data')];
    await mkdir(join(folder, 'data', 'configs'), { recursive: true });
    const settings = { plugins: { 'model-library': { allow_loopback: true, hosts: ['127.0.0.1'], connections: 1 } } };
    await writeFile(join(folder, 'data', 'configs', 'studio.json'), JSON.stringify(settings));
    await writeTinyGguf(join(folder, 'tiny.gguf'));
    const server = await serveSlowly(join(folder, 'tiny.gguf'), 1024);
    t.teardown(server.close);

    const first = spawnKora(['models', 'pull', server.url, ...root]);
    const paused = finished(first);
    while (server.sent() < server.size / 8) await sleep(10);
    first.kill('SIGINT');
    t.match(await paused, { code: 4, stderr: /Paused at .* Go on with: kora models pull/ });
    t.match(await kora(['models', 'list', ...root]), { stderr: /There are no models yet/ }, 'a part is no model');
    server.hurry();

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

t.test('a pull whose Studio is killed goes on by itself, where it was', (t) =>
  withFolder(async (folder) => {
    const data = join(folder, 'data');
    await mkdir(join(data, 'configs'), { recursive: true });
    const settings = { plugins: { 'model-library': { allow_loopback: true, connections: 1 } } };
    await writeFile(join(data, 'configs', 'studio.json'), JSON.stringify(settings));
    await writeTinyGguf(join(folder, 'tiny.gguf'));
    const server = await serveSlowly(join(folder, 'tiny.gguf'), 1024);
    t.teardown(server.close);
    const studio = await startStudio(data);
    const pulled = kora(['models', 'pull', server.url, '--data-root', data]);
    const journal = join(data, 'models', 'small.gguf.partial.json');
    while (!/"done":\[[1-9]/.test(await readFile(journal, 'utf8').catch(() => ''))) await sleep(10);
    await studio.kill();
    const before = server.sent();
    server.hurry();
    t.match(await pulled, { code: 0, stderr: /goes on by itself.*small is installed/s });
    t.ok(server.sent() - before < server.size, 'what was there was not fetched again');
  }),
);

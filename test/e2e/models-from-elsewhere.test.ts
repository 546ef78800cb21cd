import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import t from 'tap';
import { kora, withFolder } from '../support/studio.ts';
import { writeTinyGguf } from '../support/tiny-gguf/generate.ts';

t.test('the list of recommended models is refreshed from where the settings say, or one sentence says why not', (t) =>
  withFolder(async (folder) => {
    const root = ['--data-root', join(folder, 'data')];
    const list = {
      version: '1.0',
      issued_at: '2099-01-01T00:00:00Z',
      models: [
        {
          ...{ id: 'brand-new', name: 'Brand new', url: 'https://huggingface.co/a/b/resolve/main/c.gguf' },
          ...{
            size_bytes: null,
            sha256: null,
            license: 'mit',
            quantization: 'Q4_K_M',
            context_tokens: null,
            parameters: null,
          },
        },
      ],
    };
    const server = createServer((_request, response) => response.end(JSON.stringify(list)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    t.match(await kora(['models', 'refresh', ...root]), { code: /[^0]/, stderr: /Set curated_url/ });
    const settings = {
      plugins: { 'model-library': { allow_loopback: true, curated_url: `http://127.0.0.1:${port}/list.json` } },
    };
    await writeFile(join(folder, 'data', 'configs', 'studio.json'), JSON.stringify(settings));
    t.match(await kora(['models', 'refresh', ...root]), { code: 0, stderr: /new list, of 2099-01-01, with 1 models/ });
    server.closeAllConnections();
    server.close();
    t.match(await kora(['models', 'refresh', ...root]), {
      stderr: /cannot be reached.*Everything but downloads works/s,
    });
    t.match(
      await kora(['models', 'search', 'brand', ...root]),
      { code: 0, stdout: /brand-new +curated/ },
      'and it stays',
    );
  }),
);

t.test('a model of another program is registered where it lies', (t) =>
  withFolder(async (folder) => {
    const root = ['--data-root', join(folder, 'data')];
    const file = join(folder, 'lm-studio', 'org', 'repo', 'tiny.gguf');
    await mkdir(join(folder, 'data', 'configs'), { recursive: true });
    await mkdir(dirname(file), { recursive: true });
    await writeTinyGguf(file);
    const settings = {
      plugins: { 'model-library': { lmstudio_folders: [join(folder, 'lm-studio')], ollama_folders: [] } },
    };
    await writeFile(join(folder, 'data', 'configs', 'studio.json'), JSON.stringify(settings));
    t.match(await kora(['models', 'add', '--from', 'ollama', ...root]), { code: 0, stderr: /no models of ollama/ });
    t.match(await kora(['models', 'add', '--from', 'lmstudio', ...root]), { code: 0, stdout: /org\/repo\/tiny.gguf/ });
    const added = await kora(['models', 'add', 'org/repo/tiny.gguf', '--from', 'lmstudio', '--json', ...root]);
    t.match(JSON.parse(added.stdout), { model_id: 'tiny', file_paths: [file] }, 'without a copy');
    t.match(await kora(['models', 'add', ...root]), { code: 2, stderr: /missing required argument/ });
  }),
);

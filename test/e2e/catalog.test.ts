import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { catalogCodec, decode } from '@kora/contracts';
import t from 'tap';
import { kora, startStudio, withFolder } from '../support/studio.ts';
import { writeTinyGguf } from '../support/tiny-gguf/generate.ts';

async function modelIds(root: string): Promise<readonly string[]> {
  const catalog = decode(catalogCodec, JSON.parse(await readFile(join(root, 'models', 'catalog.json'), 'utf8')));
  if (catalog._tag === 'Left') throw new Error('the catalog is broken');
  return catalog.right.models.map((entry) => entry.model_id).sort();
}

t.test('commands, requests and a server that is killed lose nothing that was confirmed', (t) =>
  withFolder(async (folder) => {
    const root = join(folder, 'data');
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    await writeTinyGguf(join(folder, 'a.gguf'));
    for (const name of names.slice(1)) await copyFile(join(folder, 'a.gguf'), join(folder, `${name}.gguf`));
    const add = async (name: string) =>
      (await kora(['models', 'add', join(folder, `${name}.gguf`), '--data-root', root])).code === 0 ? [name] : [];

    const studio = await startStudio(root);
    const post = async (name: string) => {
      const body = { file_path: join(folder, `${name}.gguf`) };
      return (await studio.request('POST', '/models/catalog', body)).status === 201 ? [name] : [];
    };
    const together = (await Promise.all([add('a'), add('b'), post('c'), post('d')])).flat();
    t.same(together, ['a', 'b', 'c', 'd'], 'commands and requests at a time');
    t.same(await modelIds(root), together);

    const adding = Promise.all(['e', 'f', 'g'].map(add));
    while ((await modelIds(root)).length < 5) await sleep(5);
    await studio.kill();
    const confirmed = [...together, ...(await adding).flat()];
    const present = await modelIds(root);
    t.same(
      confirmed.filter((name) => !present.includes(name)),
      [],
      `${confirmed.length} were confirmed before the server was killed`,
    );
    t.same(await add('h'), ['h'], 'and the next command finds everything as it was');
    t.same(await modelIds(root), [...present, 'h'].sort());
  }),
);

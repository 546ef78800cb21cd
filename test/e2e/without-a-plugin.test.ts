import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { execute, graph, modelTask, operation } from '../support/graphs.ts';
import { startStudio, withFolder } from '../support/studio.ts';

const good = execute(graph([operation('a', 'value.constant', { value: 1 })]));

t.test('without any single plugin Studio runs, and a run that needed it says what is missing', (t) =>
  withFolder(async (root) => {
    await (await startStudio(root)).stop();
    const plugins = join(root, 'plugins');
    const aside = join(root, 'caches');
    for (const id of (await readdir(plugins)).filter((name) => !name.startsWith('.'))) {
      await rename(join(plugins, id), join(aside, id));
      const studio = await startStudio(root, undefined, ['--no-repair']);
      t.match(await studio.request('GET', '/health'), { status: 200 }, `healthy enough without ${id}`);
      const { body: known } = await studio.request('GET', '/plugins');
      t.notOk(
        known.plugins.some((plugin: { id: string }) => plugin.id === id),
        `${id} stays away`,
      );
      const plain = await studio.request('POST', '/execute', good);
      const needsModel = await studio.request('POST', '/execute', execute(graph([modelTask('m')])));
      for (const { status, body } of [plain, needsModel]) {
        const error = body.error ?? body;
        if (status === 200) continue;
        t.ok(status < 600 && error.message?.length > 20, `${id}: ${status} ${error.message}`);
        t.match(error.details?.code ?? error.details?.issues?.[0]?.code, /^[A-Z_]+$/);
        t.notMatch(JSON.stringify(body), /at .*\.(js|ts):\d+/, 'no stack trace');
      }
      await studio.stop();
      await rename(join(aside, id), join(plugins, id));
    }
  }),
);

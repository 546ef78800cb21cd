import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSigningKey, signPlugin, writeManifest } from '@kora/plugin-sdk/signing';
import t from 'tap';
import { execute, graph, modelTask, operation } from '../support/graphs.ts';
import { kora, type Studio, startStudio, withFolder } from '../support/studio.ts';

const good = execute(graph([operation('a', 'value.constant', { value: 1 })]));

async function stateOf(studio: Studio, id: string) {
  const { body } = await studio.request('GET', '/plugins');
  return body.plugins.find((plugin: { id: string }) => plugin.id === id);
}

const edit = async (file: string, change: (text: string) => string) =>
  writeFile(file, change(await readFile(file, 'utf8')));
const json = (change: (value: Record<string, unknown>) => void) => (text: string) => {
  const value = JSON.parse(text);
  change(value);
  return JSON.stringify(value, null, 2);
};

/** Each way of tampering with an installed plugin, and the code it must be refused with. */
const tamperings: readonly (readonly [string, string, (folder: string) => Promise<unknown>])[] = [
  [
    'one byte of its code',
    'KORA_PLUGIN_FILE_CHANGED',
    (folder) => edit(join(folder, 'index.js'), (text) => `${text} `),
  ],
  [
    'one byte of its manifest',
    'KORA_PLUGIN_SIGNATURE_INVALID',
    (folder) => edit(join(folder, 'plugin.json'), (text) => text.replace('"name": "', '"name": "X')),
  ],
  ['a file added', 'KORA_PLUGIN_FILE_UNLISTED', (folder) => writeFile(join(folder, 'extra.js'), '')],
  ['a file removed', 'KORA_PLUGIN_FILE_MISSING', (folder) => rm(join(folder, 'index.js'))],
  ['its signature removed', 'KORA_PLUGIN_SIGNATURE_MISSING', (folder) => rm(join(folder, 'plugin.sig.json'))],
  [
    "another plugin's signature",
    'KORA_PLUGIN_SIGNATURE_INVALID',
    (folder) => cp(join(folder, '..', 'backend-local', 'plugin.sig.json'), join(folder, 'plugin.sig.json')),
  ],
];

t.test('a plugin that was tampered with is refused with its own code, and Studio starts without it', async (t) => {
  for (const [what, code, tamper] of tamperings) {
    await t.test(what, (t) =>
      withFolder(async (root) => {
        await (await startStudio(root)).stop();
        await tamper(join(root, 'plugins', 'model-library'));
        const studio = await startStudio(root, undefined, ['--no-repair']);
        t.match(await stateOf(studio, 'model-library'), {
          state: 'refused',
          error: { error_type: 'PLUGIN_REJECTED', details: { code } },
        });
        t.match(await studio.request('POST', '/execute', good), { status: 200 });
        const listed = await kora(['plugins', 'list', '--data-root', root]);
        t.match(listed.stdout, /model-library.*refused/);
        t.match(`${listed.stdout}${listed.stderr}`, code);
        await studio.stop();
        const repaired = await startStudio(root);
        t.match(
          await stateOf(repaired, 'model-library'),
          { state: /verified|active/, error: null },
          'its own copy is put back',
        );
        t.match(repaired.stderr(), /model-library/, 'visibly');
        await repaired.stop();
      }),
    );
  }
});

t.test('a key that nobody trusts, and a lower version, are not allowed', (t) =>
  withFolder(async (root) => {
    await (await startStudio(root)).stop();
    const trust = join(root, 'configs', 'trusted-publishers.json');
    const kept = await readFile(trust, 'utf8');
    await edit(
      trust,
      json((store) => {
        store.publishers = [];
      }),
    );
    const without = await startStudio(root, undefined, ['--no-repair']);
    t.match(await stateOf(without, 'backend-local'), {
      state: 'refused',
      error: { details: { code: 'KORA_PLUGIN_KEY_UNKNOWN' } },
    });
    const { status, body } = await without.request('POST', '/execute', good);
    t.equal(status, 403);
    t.match(body, { error_type: 'PLUGIN_REJECTED', details: { plugin_id: 'backend-local' } });
    await without.stop();
    await writeFile(trust, kept);
    await edit(join(root, 'configs', 'plugin-state.json'), (text) =>
      text.replace(/("(?:highest_)?version[a-z_]*": *)"\d+\.\d+\.\d+"/g, '$1"99.0.0"'),
    );
    const older = await startStudio(root, undefined, ['--no-repair']);
    t.match(await stateOf(older, 'backend-local'), {
      state: 'refused',
      error: { details: { code: 'KORA_PLUGIN_DOWNGRADED' } },
    });
    await older.stop();
  }),
);

t.test('without any single plugin Studio runs, and a run that needed it says what is missing', (t) =>
  withFolder(async (root) => {
    await (await startStudio(root)).stop();
    const plugins = join(root, 'plugins');
    const aside = join(root, 'caches');
    for (const id of (await readdir(plugins)).filter((name) => !name.startsWith('.'))) {
      await rename(join(plugins, id), join(aside, id));
      const studio = await startStudio(root, undefined, ['--no-repair']);
      t.match(await studio.request('GET', '/health'), { status: 200 }, `healthy enough without ${id}`);
      t.equal(await stateOf(studio, id), undefined, `${id} stays away`);
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

t.test('a plugin of a stranger is refused until its key is trusted, and nobody repairs it', (t) =>
  withFolder(async (root) => {
    await (await startStudio(root)).stop();
    const folder = join(root, 'plugins', 'hello-stranger');
    await mkdir(folder, { recursive: true });
    await writeFile(
      join(folder, 'index.js'),
      "export const plugin = { id: 'hello-stranger', deps: {}, init: () => ({}) };\n",
    );
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    const key = await createSigningKey();
    await writeManifest(folder, {
      manifest_version: '1.0',
      id: 'hello-stranger',
      version: '1.0.0',
      publisher: 'stranger',
      name: 'Hello',
      description: 'Does nothing.',
      license: 'MIT',
      contract: '^1.0.0',
      entry: 'index.js',
      requires: [],
      provides: [],
      contributes: {},
      capabilities: {},
    });
    await signPlugin(folder, key.privateJwk);
    const studio = await startStudio(root);
    const unknown = { state: 'refused', error: { details: { code: 'KORA_PLUGIN_KEY_UNKNOWN', kind: 'not_allowed' } } };
    t.match(await stateOf(studio, 'hello-stranger'), unknown);
    await studio.stop();
    const again = await startStudio(root);
    t.match(await stateOf(again, 'hello-stranger'), unknown, 'a second start changes nothing');
    t.match(await again.request('POST', '/execute', good), { status: 200 });
    await again.stop();
    await edit(
      join(root, 'configs', 'trusted-publishers.json'),
      json((store) => {
        const trusted = { publisher: 'stranger', keys: [{ ...key.publicKey, status: 'trusted', origin: 'user' }] };
        store.publishers = [...(store.publishers as object[]), trusted];
      }),
    );
    const trusting = await startStudio(root);
    t.match(await stateOf(trusting, 'hello-stranger'), { state: 'verified', error: null });
    await trusting.stop();
  }),
);

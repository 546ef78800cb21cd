import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSigningKey, signPlugin, writeManifest } from '@kora/plugin-sdk/signing';
import t from 'tap';
import { execute, graph, operation } from '../support/graphs.ts';
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

/** Each way of tampering with an installed plugin: what, which one, the code it must be refused with. */
const tamperings: readonly (readonly [string, string, string, (folder: string) => Promise<unknown>])[] = [
  [
    'one byte of its code',
    'model-library',
    'KORA_PLUGIN_FILE_CHANGED',
    (folder) => edit(join(folder, 'index.js'), (text) => `${text} `),
  ],
  [
    'one byte of its manifest',
    'connector-ollama',
    'KORA_PLUGIN_SIGNATURE_INVALID',
    (folder) => edit(join(folder, 'plugin.json'), (text) => text.replace('"name": "', '"name": "X')),
  ],
  [
    'a file added',
    'connector-lmstudio',
    'KORA_PLUGIN_FILE_UNLISTED',
    (folder) => writeFile(join(folder, 'extra.js'), ''),
  ],
  ['a file removed', 'planner-chat', 'KORA_PLUGIN_FILE_MISSING', (folder) => rm(join(folder, 'index.js'))],
  [
    'its signature removed',
    'connector-llamacpp',
    'KORA_PLUGIN_SIGNATURE_MISSING',
    (folder) => rm(join(folder, 'plugin.sig.json')),
  ],
  [
    "another plugin's signature",
    'ui-models',
    'KORA_PLUGIN_SIGNATURE_INVALID',
    (folder) => cp(join(folder, '..', 'backend-local', 'plugin.sig.json'), join(folder, 'plugin.sig.json')),
  ],
];

t.test('a plugin that was tampered with is refused with its own code, and Studio starts without it', (t) =>
  withFolder(async (root) => {
    await (await startStudio(root)).stop();
    for (const [, id, , tamper] of tamperings) await tamper(join(root, 'plugins', id));
    const studio = await startStudio(root, undefined, ['--no-repair']);
    t.match(await studio.request('POST', '/execute', good), { status: 200 });
    const listed = await kora(['plugins', 'list', '--data-root', root]);
    for (const [what, id, code] of tamperings) {
      const refused = { state: 'refused', error: { error_type: 'PLUGIN_REJECTED', details: { code } } };
      t.match(await stateOf(studio, id), refused, what);
      t.match(listed.stdout, new RegExp(`${id}.*refused`));
      t.match(`${listed.stdout}${listed.stderr}`, code);
    }
    await studio.stop();
    const repaired = await startStudio(root);
    for (const [what, id] of tamperings) {
      t.match(
        await stateOf(repaired, id),
        { state: /verified|active/, error: null },
        `${what}: its own copy is put back`,
      );
      t.match(repaired.stderr(), id, 'visibly');
    }
    await repaired.stop();
  }),
);

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

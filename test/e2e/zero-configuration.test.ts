import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { WellBehavedServer } from '../../plugins/connector-llamacpp/test/support/well-behaved-server.ts';
import { nativeModel } from '../../plugins/connector-lmstudio/test/support/lists.ts';
import { LmStudioServer } from '../../plugins/connector-lmstudio/test/support/lm-studio-server.ts';
import { json as lmStudioJson } from '../../plugins/connector-lmstudio/test/support/replies.ts';
import { READY as OLLAMA } from '../../plugins/connector-ollama/test/support/bench.ts';
import { CLOUD_STUB, tag } from '../../plugins/connector-ollama/test/support/ollama-bodies.ts';
import { ProtocolServer } from '../../plugins/connector-ollama/test/support/protocol-server.ts';
import { json } from '../../plugins/connector-ollama/test/support/replies.ts';
import { type Answer, type Finished, kora, startStudio, withFolder } from '../support/studio.ts';

/** A program that is no runtime. */
async function stranger(t: Test, answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function listening(t: Test, server: { listen(): Promise<string>; close(): Promise<unknown> }): Promise<string> {
  t.teardown(() => server.close());
  return server.listen();
}

/** A data root where nothing is configured but the ports, which a test may not take from the machine. */
async function rootWith(folder: string, urls: readonly string[]): Promise<string[]> {
  const data = join(folder, 'data');
  await mkdir(join(data, 'configs'), { recursive: true });
  const runtime_ports = urls.map((url) => Number(new URL(url).port));
  await writeFile(join(data, 'configs', 'studio.json'), JSON.stringify({ runtime_ports }));
  return ['--data-root', data];
}

/** One task for one model. */
const graphFor = (model: string) => ({
  kora_version: '1.0.0',
  graph_id: 'zero-configuration',
  root: 'answer',
  tasks: [
    {
      version: '1.0',
      id: 'answer',
      type: 'model',
      routing: { model },
      input: { messages: [{ role: 'user', content: 'Hello' }] },
      budget: { max_tokens: 64, max_time_ms: 60_000, max_retries: 0 },
      schema: { type: 'string' },
    },
  ],
});

/**
 * Runs a command until it says all of these, and waits for nobody: on a busy machine a runtime may not answer in time, and is there at
 * the next look.
 */
async function saying(args: readonly string[], words: readonly string[]): Promise<Finished> {
  const isWhole = ({ stdout, stderr }: Finished) =>
    words.every((word) => stdout.includes(word)) && !stderr.includes('has not answered yet');
  let done = await kora(args);
  for (let looks = 0; looks < 20 && !isWhole(done); looks++) done = await kora(args);
  return done;
}

const MODELS = { models: [tag(), CLOUD_STUB] };

t.test('every runtime that runs is found, named and said what is usable of it', (t) =>
  withFolder(async (folder) => {
    const ollama = await listening(t, new ProtocolServer({ ...OLLAMA, 'GET /api/tags': json(200, MODELS) }));
    const list = { models: [nativeModel('qwen/qwen3-4b')] };
    const lmStudio = await listening(t, new LmStudioServer({ 'GET /api/v1/models': lmStudioJson(200, list) }));
    const llama = new WellBehavedServer(true, ['tiny-a', 'tiny-b']);
    const router = await listening(t, llama);
    // As many web applications do.
    const other = await stranger(t, (_, response) => response.end('<!doctype html><title>Hello</title>'));
    const root = await rootWith(folder, [lmStudio, other, router, ollama]);
    const studio = await startStudio(join(folder, 'data'));
    t.teardown(() => studio.kill());
    // Whoever is slow is in the next list.
    for (let looks = 0; looks < 600 && (await studio.request('GET', '/models')).body.models.length < 5; looks++)
      await sleep(100);

    const ready = [ollama, lmStudio, router].map((url) => `${url} is ready`);
    const { code, stdout } = await saying(['doctor', '--json', ...root], ready);
    t.equal(code, 0);
    const { healthy, checks } = JSON.parse(stdout) as Answer;
    t.equal(healthy, true);
    const checked = (name: string) => checks.filter((one: Answer) => one.check === name);
    t.match(checked('Ollama'), [
      { verdict: 'ok', message: `Ollama at ${ollama} is ready with 1 model. (Ollama 0.33.0)` },
    ]);
    t.match(checked('LM Studio'), [{ verdict: 'ok', message: new RegExp(`${lmStudio} is ready`) }]);
    t.match(checked('llama-server'), [{ verdict: 'ok', message: new RegExp(`${router} is ready; its models load`) }]);
    t.match(checked('llama.cpp, built in'), [{ verdict: 'hint', message: /kora models add/ }], 'what is missing');
    t.match(checked(other), [{ verdict: 'hint', message: /no model runtime known/ }]);
    t.match(checked('models'), [{ verdict: 'ok', message: '4: tiny-a, tiny-b, qwen/qwen3-4b, qwen3:8b.' }]);
    t.match(checked('models elsewhere'), [{ verdict: 'hint', message: /gpt-oss:120b-cloud.*allowed_hosts/ }]);

    const listed = await saying(['models', 'list', ...root], ['tiny-a', 'tiny-b', 'qwen3-4b', 'qwen3:8b']);
    t.match(
      listed.stdout,
      /tiny-a +llamacpp[\s\S]*tiny-b +llamacpp[\s\S]*qwen3-4b +lmstudio +Q4_K_M[\s\S]*qwen3:8b +ollama/,
    );
    t.match(listed.stdout, /gpt-oss:120b-cloud.*remote, its host is not allowed/);
    t.equal(listed.stderr, '', 'nobody needs every runtime');

    const { body } = await studio.request('POST', '/execute', { api_version: '1.0', taskgraph: graphFor('tiny-b') });
    t.match(body, { status: 'success' }, 'and what is found can be used');
    t.same([...llama.states.values()], ['unloaded', 'loaded']);
  }),
);

t.test('a runtime that is loading, silent or without models says so and the next step', (t) =>
  withFolder(async (folder) => {
    const loading = new WellBehavedServer(false, ['tiny.gguf']);
    const url = await listening(t, loading);
    await loading.become('loading');
    const empty = await listening(t, new ProtocolServer({ ...OLLAMA, 'GET /api/tags': json(200, { models: null }) }));
    const silent = await stranger(t, () => undefined);
    const root = await rootWith(folder, [url, empty, silent]);
    const answers = ['still loading its model', 'kora models pull'];
    const { code, stdout } = await saying(['doctor', '--json', ...root], answers);
    t.equal(code, 0);
    const { checks } = JSON.parse(stdout) as Answer;
    const checked = (name: string) => checks.filter((one: Answer) => one.check === name);
    t.match(checked('llama-server'), [{ verdict: 'ok', message: /still loading its model/ }]);
    t.match(checked('Ollama'), [{ verdict: 'hint', message: /kora models pull/ }]);
    t.match(checked(silent), [{ verdict: 'hint', message: /it may be busy/ }]);
    t.match(checked('models'), [{ verdict: 'hint', message: /kora models search/ }]);
    t.match(await kora(['models', 'list', ...root]), { code: 0, stderr: new RegExp(`${silent}: .*it may be busy`) });
  }),
);

import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { ModelDescriptor } from '@kora/contracts';
import t, { type Test } from 'tap';
import { execute, graph, modelTask } from '../support/graphs.ts';
import { type Studio, startStudio, withFolder } from '../support/studio.ts';

const details = { format: 'gguf', family: 'qwen3', quantization_level: 'Q4_K_M', context_length: 4096 };
const tag = (name: string, more = {}) => ({ name, digest: 'a'.repeat(64), details, capabilities: [], ...more });
const TAGS = { models: [tag('small:1b'), tag('big:480b-cloud', { remote_host: 'https://ollama.com:443' })] };
const ANSWER = { message: { role: 'assistant', content: '{"answer":"yes"}' }, done: true, done_reason: 'stop' };

/** An Ollama on another host: 127.0.0.2 is one to Studio, which takes only 127.0.0.1 for its own. */
async function ollamaElsewhere(t: Test) {
  const chats: string[] = [];
  const server = createServer(async (request, response) => {
    const sent = await text(request);
    if (request.url === '/api/chat') chats.push(JSON.parse(sent).model);
    const answers: Record<string, unknown> = {
      '/api/version': { version: '0.33.0' },
      '/api/tags': TAGS,
      '/api/ps': { models: [] },
      '/api/chat': { ...ANSWER, prompt_eval_count: 40, eval_count: 9 },
    };
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    response.end(`${JSON.stringify(answers[request.url ?? ''] ?? {})}\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.2', resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  return { base_url: `http://127.0.0.2:${(server.address() as AddressInfo).port}`, chats };
}

async function studioWith(folder: string, ollama: object): Promise<Studio> {
  await mkdir(join(folder, 'configs'), { recursive: true });
  await writeFile(join(folder, 'configs', 'studio.json'), JSON.stringify({ plugins: { 'connector-ollama': ollama } }));
  return startStudio(folder);
}

async function ask(studio: Studio, model_id: string) {
  const task = modelTask('ask', { routing: { model: model_id, connector: 'ollama' } });
  const { body } = await studio.request('POST', '/execute', execute(graph([task])));
  return body;
}

t.test('a runtime on another host is refused until the user allows that host, and then marked as remote', (t) =>
  withFolder(async (folder) => {
    const { base_url, chats } = await ollamaElsewhere(t);
    const alone = await studioWith(join(folder, 'alone'), { base_url });
    const refused = await ask(alone, 'small:1b');
    t.equal(refused.status, 'failed');
    t.match(JSON.stringify(refused), /127\.0\.0\.2.*list the host in allowed_hosts/);
    t.same(chats, [], 'nothing was sent');
    await alone.stop();

    const allowed = await studioWith(join(folder, 'allowed'), { base_url, allowed_hosts: ['127.0.0.2'] });
    const answered = await ask(allowed, 'small:1b');
    t.equal(answered.status, 'success', JSON.stringify(answered.error));
    t.same(answered.final_output, { answer: 'yes' });
    const { body } = await allowed.request('GET', '/models');
    const listed = body.models.filter(({ connector }: { connector: string }) => connector === 'ollama');
    t.same(
      listed.map(({ model_id, remote, remote_allowed }: ModelDescriptor) => [model_id, remote, remote_allowed]),
      [
        ['small:1b', true, true],
        ['big:480b-cloud', true, false],
      ],
    );
    const cloud = await ask(allowed, 'big:480b-cloud');
    t.match(JSON.stringify(cloud), /KORA_MODEL_REMOTE_REFUSED/, 'the cloud behind it is another host');
    t.same(chats, ['small:1b']);
    await allowed.stop();
  }),
);

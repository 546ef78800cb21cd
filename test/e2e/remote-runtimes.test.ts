import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { ModelDescriptor } from '@kora/contracts';
import t from 'tap';
import { execute, graph, modelTask } from '../support/graphs.ts';
import { ollamaModel, startOllama } from '../support/ollama-stand-in.ts';
import { type Studio, startStudio, withFolder } from '../support/studio.ts';

const MODELS = [ollamaModel('small:1b'), ollamaModel('big:480b-cloud', { remote_host: 'https://ollama.com:443' })];

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
    const { base_url, chats } = await startOllama(t, '127.0.0.2', MODELS);
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
    const list = async () => {
      const { body } = await allowed.request('GET', '/models');
      return body.models.filter(({ connector }: { connector: string }) => connector === 'ollama');
    };
    let listed = await list();
    // Whoever is slow, on a busy machine, is in a later list.
    for (let looks = 0; looks < 600 && listed.length === 0; looks++) {
      await setTimeout(100);
      listed = await list();
    }
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

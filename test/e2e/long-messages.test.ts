import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { type Studio, startStudio, theBundle } from '../support/studio.ts';

const SIZE = 1_000_000;
const ROW = 'North,12.50,as agreed on the phone\n';
const CSV = `region,amount,note\n${ROW.repeat(SIZE / ROW.length)}`;
const ITEM = { region: 'North', amount: 12.5, note: 'as agreed' };
const LIST = Array.from({ length: SIZE / JSON.stringify(ITEM).length }, () => ITEM);

/**
 * Characters that one turn may parse, print, encode, decode, hash and write, taken together, for each that was sent. The turn with most
 * takes in the printed JSON, which has 3.6 characters for each, keeps it and reads it: 10.7. Steps that join it come to 14 and more,
 * and all of a message in one turn comes to 40.
 */
const MOST_FOR_EACH = 14;

async function start(folder: string): Promise<{ studio: Studio; most: () => Promise<{ sum: number }> }> {
  const file = join(folder, 'turn-work.json');
  const hook = fileURLToPath(new URL('../support/turn-work.ts', import.meta.url));
  const [node = process.execPath, ...rest] = theBundle.command;
  const launch = { command: [node, '--import', hook, ...rest], env: { TURN_WORK_FILE: file } };
  const studio = await startStudio(join(folder, 'data'), launch);
  return { studio, most: async () => JSON.parse(await readFile(file, 'utf8')) };
}

/** Says something, waits for the answer, and looks at it and at its run as people do. */
async function say(studio: Studio, content: string): Promise<{ path: string; content: string }> {
  const { conversation_id } = (await studio.request('POST', '/conversations', {})).body;
  const conversation = `/conversations/${conversation_id}`;
  const sent = { content, locale: 'en-US', time_zone: 'UTC' };
  await studio.request('POST', `${conversation}/messages`, sent);
  do await setTimeout(20);
  while ((await studio.request('GET', conversation)).body.answering);
  const { messages } = (await studio.request('GET', `${conversation}/messages`)).body;
  const last = messages.at(-1);
  await studio.request('GET', `/runs/${last.answer.run_id}`);
  return { path: last.answer.path, content: last.content };
}

t.test('no single turn of the server does much of the work that a message of a megabyte is', async (t) => {
  const { studio, most } = await start(t.testdir());
  try {
    const average = await say(studio, `average of the amount column by region\n\n${CSV}`);
    t.match(average, { path: 'deterministic', content: /12\.5/ });
    const pretty = await say(studio, `pretty-print this JSON\n\n${JSON.stringify(LIST)}`);
    t.equal(pretty.path, 'deterministic');
    for (const [operation, args] of [
      ['csv.parse', { text: CSV }],
      ['table.sort', { rows: LIST, by: [{ column: 'amount' }] }],
    ] as const) {
      const task = { version: '1.0', id: 'only', type: 'deterministic', input: { operation, arguments: args } };
      const taskgraph = { kora_version: '1.0.0', graph_id: 'long', root: 'only', tasks: [task] };
      const { status } = await studio.request('POST', '/execute', { api_version: '1.0', taskgraph });
      t.equal(status, 200);
    }
    await studio.post('/conversations/export', JSON.stringify({ format: 'json' }));
    const found = (await studio.request('GET', '/conversations/search?query=agreed')).body.results;
    t.equal(found.length, 3);
    const work = await most();
    t.ok(work.sum < MOST_FOR_EACH * SIZE, JSON.stringify(work));
  } finally {
    await studio.stop();
  }
});

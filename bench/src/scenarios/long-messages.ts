import type { JsonObject } from '@kora/contracts';
import { residentMiB, type Studio } from '@kora/test/studio';
import { PASTE } from '../planner/paste.ts';
import type { Measurement, Scenario } from '../report.ts';
import { startChildServer } from '../servers/child-server.ts';
import { median } from '../statistics.ts';
import { lookAtRun, lookBack, openPage, type Said, say } from '../stops/conversation.ts';
import { csvOf, listOf } from '../stops/megabytes.ts';
import { type WatchedStudio, withWatchedStudio } from '../stops/watched-studio.ts';

const MODEL = 'paced-0';
const OPENED = 'the page opened for the first time ever, which loads the plugins';
const AVERAGE = 'average of the amount column by region';

/** Runs one operation, and answers what came of it. */
async function execute(studio: Studio, operation: string, args: object): Promise<void> {
  const task = { version: '1.0', id: 'only', type: 'deterministic', input: { operation, arguments: args } };
  const taskgraph = { kora_version: '1.0.0', graph_id: 'megabyte', root: 'only', tasks: [task] };
  await studio.post('/execute', JSON.stringify({ api_version: '1.0', taskgraph }));
}

type Stops = Map<string, number>;

/** The first messages after an installation, when the engine has never seen the code of a plugin, and the longest stop of each. */
async function firstOf({ studio, longestStop }: WatchedStudio, stops: Stops): Promise<void> {
  const computed = () => say(studio, `${AVERAGE}\n\n${csvOf(0)}`);
  stops.set(OPENED, await longestStop(() => openPage(studio)));
  stops.set('CSV pasted, computed: first message ever', await longestStop(computed));
  stops.set('prose pasted, to a model: first call ever', await longestStop(() => say(studio, PASTE)));
}

/** The messages of one process, in the order in which they are said, and the longest stop of each. */
async function roundOf({ studio, longestStop }: WatchedStudio, smoke: boolean, stops: Stops): Promise<void> {
  const measure = async (name: string, step: () => Promise<unknown>) => stops.set(name, await longestStop(step));
  let said: Said | null = null;
  const computed = async (text: string) => {
    said = await say(studio, text);
    if (said.model_calls > 0) throw new Error('a model was asked for what can be computed');
  };
  await longestStop(() => openPage(studio));
  await measure('CSV pasted, computed: first message of a process', () => computed(`${AVERAGE}\n\n${csvOf(1)}`));
  if (smoke) return;
  await measure('prose pasted, to a model: first call of a process', () => say(studio, PASTE));
  await measure('CSV pasted, computed', () => computed(`${AVERAGE}\n\n${csvOf(2)}`));
  await measure('CSV attached, computed', () =>
    say(studio, AVERAGE, [{ name: 'sales.csv', media_type: 'text/csv', text: csvOf(3) }]),
  );
  await measure('CSV pasted, filtered and sorted', () =>
    say(studio, `rows where amount > 500, sort by amount descending\n\n${csvOf(4)}`),
  );
  await measure('prose pasted, to a model', () => say(studio, PASTE));
  await measure('JSON pasted, pretty-printed', () =>
    computed(`pretty-print this JSON\n\n${JSON.stringify(listOf(5))}`),
  );
  const last: Said | null = said;
  if (last !== null) {
    await measure('the run of the JSON looked at', () => lookAtRun(studio, last));
    await measure('all of it read, listed, searched, exported', () => lookBack(studio, last));
  }
  await measure('POST /execute, parses CSV', () => execute(studio, 'csv.parse', { text: csvOf(6) }));
  await measure('POST /execute, sorts a list', () =>
    execute(studio, 'table.sort', { rows: listOf(7), by: [{ column: 'amount' }] }),
  );
}

/** For how long a message of a megabyte keeps the server from everything else, from its arrival to what is done with it later. */
export const longMessages: Scenario = {
  name: 'long messages',
  async run(smoke) {
    const server = await startChildServer(new URL('../servers/paced-llama-server.ts', import.meta.url), [MODEL]);
    const settings: JsonObject = {
      ...{ default_model: MODEL, default_connector: 'llamacpp' },
      plugins: { 'connector-llamacpp': { server_url: server.url } },
    };
    const rounds: Stops[] = [];
    const memory: number[] = [];
    try {
      for (let round = 0; round < (smoke ? 1 : 3); round++) {
        const stops: Stops = new Map();
        rounds.push(stops);
        const folder = await withWatchedStudio({ settings }, async (watched) => {
          if (!smoke) await firstOf(watched, stops);
          return watched.folder;
        });
        await withWatchedStudio({ folder }, async (watched) => {
          const before = await residentMiB(watched.studio.pid);
          await roundOf(watched, smoke, stops);
          memory.push((await residentMiB(watched.studio.pid)) - before);
        });
      }
    } finally {
      await server.stop();
    }
    const names = [...(rounds[0]?.keys() ?? [])];
    const stops = names.map((name): Measurement => {
      const value = median(rounds.map((round) => round.get(name) ?? Number.NaN));
      // Loading code is no matter of how long a message is.
      if (name === OPENED) return { name: `${name}: longest stop`, value, unit: 'ms on a core' };
      return { name: `1 MB, ${name}: longest stop`, value, unit: 'ms on a core', target: { at_most: 50 } };
    });
    return [
      ...stops,
      { name: 'memory of all processes after that, beyond before', value: median(memory), unit: 'MiB' },
    ];
  },
};

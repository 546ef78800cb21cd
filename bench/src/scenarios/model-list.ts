import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Studio, startStudio, withFolder } from '@kora/test/studio';
import type { Compared, Scenario } from '../report.ts';
import { LM_STUDIO_MODEL, OLLAMA_MODEL, type RuntimeLists, serveLists } from '../servers/runtime-lists.ts';
import { median } from '../statistics.ts';

/** Milliseconds from the start of the process. */
interface Times {
  readonly healthy: number;
  /** To the list with what is quick. */
  readonly quick: number;
  /** To the list with everything. */
  readonly complete: number;
}

/** Milliseconds between two questions for a list that was not complete. */
const POLL_MS = 20;

/** Asks for the list until it has a model, and says how long that took. */
async function untilListed(studio: Studio, model: string): Promise<number> {
  const start = performance.now();
  for (;;) {
    const { body } = await studio.request('GET', '/models');
    if (body.models.some((each: { model_id: string }) => each.model_id === model)) return performance.now() - start;
    await sleep(POLL_MS);
  }
}

async function startAndList(folder: string, ports: readonly number[], slowest: string): Promise<Times> {
  await writeFile(join(folder, 'configs', 'studio.json'), JSON.stringify({ runtime_ports: ports }));
  const studio = await startStudio(folder);
  try {
    const healthy = studio.started_ms;
    const quick = healthy + (await untilListed(studio, OLLAMA_MODEL));
    const complete = slowest === OLLAMA_MODEL ? quick : quick + (await untilListed(studio, slowest));
    return { healthy, quick, complete };
  } finally {
    await studio.stop();
  }
}

/** A port where nobody listens, because whoever did has gone. */
async function deadPort(): Promise<number> {
  const server = await serveLists('ollama', null);
  await server.close();
  return server.port;
}

/**
 * From process start to a list of models: of a quick runtime that was found by itself, alone or beside ports that are dead, silent,
 * or slow. The quick one must not have to wait for the others, and the list is complete soon after the slowest has answered.
 */
export const modelList: Scenario = {
  name: 'model list',
  run: (smoke) =>
    withFolder(async (folder) => {
      await mkdir(join(folder, 'configs'), { recursive: true });
      await (await startStudio(folder)).stop();
      const delay_ms = smoke ? 200 : 2000;
      const servers: RuntimeLists[] = [];
      const open = async (...args: Parameters<typeof serveLists>) => {
        const server = await serveLists(...args);
        servers.push(server);
        return server.port;
      };
      try {
        const quick = await open('ollama', 0);
        const conditions: Readonly<Record<string, readonly number[]>> = {
          alone: [quick],
          dead: [quick, await deadPort(), await deadPort(), await deadPort()],
          silent: [quick, await open('ollama', null), await open('ollama', null), await open('ollama', null)],
          slow: [quick, await open('lmstudio', delay_ms)],
        };
        const times: Record<string, Times[]> = {};
        for (let round = 0; round < (smoke ? 1 : 5); round++) {
          for (const [name, ports] of Object.entries(conditions)) {
            const slowest = name === 'slow' ? LM_STUDIO_MODEL : OLLAMA_MODEL;
            times[name] = [...(times[name] ?? []), await startAndList(folder, ports, slowest)];
          }
        }
        const of = (name: string, what: keyof Times) => median((times[name] ?? []).map((each) => each[what]));
        const alone: Compared = { name: 'one quick runtime', value: of('alone', 'complete') };
        const listed = (what: string, value: number, ...beside: readonly Compared[]) => ({
          name: `process start to ${what}`,
          value,
          unit: 'ms',
          beside,
        });
        return [
          listed('list, one quick runtime', alone.value, { name: 'healthy', value: of('alone', 'healthy') }),
          listed('complete list, three dead ports', of('dead', 'complete'), { ...alone, target: { at_most: 1.2 } }),
          listed('complete list, three silent ports', of('silent', 'complete'), alone),
          listed('list of the quick, one slow runtime', of('slow', 'quick'), alone),
          listed('complete list, one slow runtime', of('slow', 'complete'), {
            name: `healthy and its ${delay_ms} ms`,
            value: of('slow', 'healthy') + delay_ms,
          }),
        ];
      } finally {
        await Promise.all(servers.map((server) => server.close()));
      }
    }),
};

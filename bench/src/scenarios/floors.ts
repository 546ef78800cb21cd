import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { createContext, Script } from 'node:vm';
import { withFolder } from '@kora/test/studio';
import { type Floor, plainFloor } from '../floors/floor.ts';
import { piscinaFloor, processFloor, threadFloor } from '../floors/message-floors.ts';
import { layered } from '../graphs.ts';
import type { Measurement, Scenario } from '../report.ts';
import { median } from '../statistics.ts';

/** Calls per sample, so that the clock's own cost does not count. */
const BATCHES: Readonly<Record<string, number>> = { fsync: 1, 'new context': 1 };

async function microseconds(floor: Floor, samples: number): Promise<number> {
  const batch = Object.entries(BATCHES).find(([word]) => floor.name.includes(word))?.[1] ?? 200;
  const times: number[] = [];
  for (let sample = -2; sample < samples; sample++) {
    const started = performance.now();
    for (let call = 0; call < batch; call++) await floor.run();
    if (sample >= 0) times.push(((performance.now() - started) * 1000) / batch);
  }
  return median(times);
}

/** What single steps cost that no engine of this kind gets below, each awaited before the next. */
export const floors: Scenario = {
  name: 'floors',
  run: (smoke) =>
    withFolder(async (folder) => {
      const task = layered(100).tasks[50];
      const text = JSON.stringify(task);
      const script = new Script('1 + 1');
      const context = createContext({});
      const file = await open(join(folder, 'floor'), 'w');
      const list: readonly Floor[] = [
        plainFloor('bare promise', async () => undefined),
        plainFloor('JSON parse and print of one task', () => JSON.stringify(JSON.parse(text))),
        plainFloor('SHA-256 of one task', () => createHash('sha256').update(text).digest('hex')),
        plainFloor('one vm call in a context', () => script.runInContext(context)),
        plainFloor('one vm call in a new context', () => script.runInContext(createContext({}))),
        await threadFloor(text),
        await piscinaFloor(text),
        await processFloor(text),
        plainFloor('write of one line', () => file.write(`${text}\n`)),
        plainFloor('write of one line and fsync', async () => {
          await file.write(`${text}\n`);
          await file.sync();
        }),
      ];
      const measurements: Measurement[] = [];
      for (const floor of list) {
        measurements.push({ name: floor.name, value: await microseconds(floor, smoke ? 1 : 25), unit: 'us' });
      }
      await Promise.all(list.map((floor) => floor.close()));
      await file.close();
      return measurements;
    }),
};

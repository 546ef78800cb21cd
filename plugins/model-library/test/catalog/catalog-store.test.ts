import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { openCatalogStore } from '../../src/catalog/catalog-store.ts';
import { tryFileLock } from '../../src/files/file-lock.ts';
import { temporaryFolder } from '../support/downloads.ts';
import { seeded } from '../support/model-bytes.ts';
import { runChild } from '../support/run-child.ts';

t.test('two processes lose none of each other’s changes', async (t) => {
  const path = join(await temporaryFolder(t), 'catalog.json');
  const children = ['a', 'b'].map((prefix) => runChild('catalog-child.ts', [path, prefix, '1']));
  const store = openCatalogStore(path);
  const mine = Array.from({ length: 15 }, (_, i) => `mine${i}`);
  for (const model_id of mine) {
    await sleep(20);
    await store.update((models) => [...models, entry(model_id)]);
  }
  for (const { end } of children) t.match(await end, { code: 0 });
  const ids = (await store.read()).models.map((model) => model.model_id);
  t.same(ids.sort(), [...mine, 'a0', 'b0'].sort());
});

t.test(
  'kill -9 before each step of a write, and in the middle of it, leaves the old catalog or the new one',
  async (t) => {
    const folder = await temporaryFolder(t);
    const open = (step: number) => join(folder, String(step), 'catalog.json');
    const { output } = await runChild('catalog-child.ts', [open(0), 'x', '2', '0']).end;
    const steps = Number(output.split('\n').at(1));
    t.ok(steps >= 12, `${steps} steps`);
    const kept: string[][] = [];
    const work = async (step: number) => {
      const path = open(step);
      const { signal } = await runChild('catalog-child.ts', [path, 'x', '2', String(step)]).end;
      if (signal !== 'SIGKILL') throw new Error(`step ${step} did not kill`);
      const store = openCatalogStore(path);
      kept.push((await store.read()).models.map((model) => model.model_id));
      await store.update((models) => [...models, entry('next')]);
      t.same((await readdir(join(path, '..'))).sort(), ['catalog.json', 'catalog.json.lock'], `step ${step}`);
    };
    const all = Array.from({ length: steps }, (_, index) => index + 1);
    for (let at = 0; at < steps; at += 4) await Promise.all(all.slice(at, at + 4).map(work));
    const old = kept.filter((ids) => ids.join() === 'x0').length;
    const whole = kept.filter((ids) => ids.join() === 'x0,x1').length;
    t.equal(old + whole, steps, 'nothing between the two');
    t.ok(old > 0 && whole > 0, `${old} times the old one, ${whole} times the new one`);
  },
);

t.test('kill -9 at any moment leaves a whole catalog, and a lock that is free', async (t) => {
  const path = join(await temporaryFolder(t), 'catalog.json');
  const store = openCatalogStore(path);
  await store.update(() => [entry('kept')]);
  const random = seeded(1);
  for (let round = 0; round < 3; round++) {
    const { child, end } = runChild('catalog-child.ts', [path, 'x', '0']);
    await once(child.stdout, 'data');
    await sleep(random() * 60);
    child.kill('SIGKILL');
    t.equal((await end).signal, 'SIGKILL');
    const ids = (await store.read()).models.map((model) => model.model_id);
    t.equal(ids[0], 'kept');
    t.same(
      ids.slice(1),
      ids.slice(1).map((_, i) => `x${i}`),
      `${ids.length - 1} changes, none torn`,
    );
    await store.update((models) => models.filter((model) => model.model_id === 'kept'));
  }
  t.ok((await readdir(join(path, '..'))).includes('catalog.json.lock'));
});

t.test('a catalog that another process holds is waited for, and then given up', async (t) => {
  const path = join(await temporaryFolder(t), 'catalog.json');
  const lock = tryFileLock(`${path}.lock`);
  t.not(lock, null);
  t.equal(tryFileLock(`${path}.lock`), null, 'one holder at a time');
  await t.rejects(
    openCatalogStore(path, 30).update((models) => [...models, entry('a')]),
    {
      code: 'KORA_CATALOG_BUSY',
      error_type: 'OVERLOADED',
      details: { path, waited_ms: 30 },
    },
  );
  const waiting = openCatalogStore(path).update((models) => [...models, entry('b')]);
  await sleep(30);
  lock?.release();
  await waiting;
  t.match(await openCatalogStore(path).read(), { models: [{ model_id: 'b' }] });
});

function entry(model_id: string) {
  return {
    model_id,
    provider: 'llamacpp' as const,
    quantization: null,
    context_tokens: null,
    required_vram_mb: null,
    file_paths: [`/models/${model_id}.gguf`],
    checksum: 'b'.repeat(64),
    installed_at: '2026-01-01T00:00:00Z',
    size_bytes: 1,
    source_url: null,
    license: null,
  };
}

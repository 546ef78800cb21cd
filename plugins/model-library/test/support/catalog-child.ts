/**
 * A process that changes a catalog, for tests that kill it. Arguments: path of catalog.json, prefix, count (0: for ever), and the file
 * system call before which the last change ends the process, if any.
 */
import { openCatalogStore } from '../../src/catalog/catalog-store.ts';
import { killAtStep } from './kill-at-step.ts';

const [path = '', prefix = '', count = '0', step] = process.argv.slice(2);
const store = openCatalogStore(path);
for (let i = 0; count === '0' || i < Number(count); i++) {
  const steps = step !== undefined && i === Number(count) - 1 ? killAtStep(Number(step)) : null;
  await store.update((models) => [
    ...models,
    {
      model_id: `${prefix}${i}`,
      provider: 'llamacpp',
      quantization: null,
      context_tokens: null,
      required_vram_mb: null,
      file_paths: [`/models/${prefix}${i}.gguf`],
      checksum: 'a'.repeat(64),
      installed_at: '2026-01-01T00:00:00Z',
      size_bytes: 1,
      source_url: null,
      license: 'x'.repeat(200),
    },
  ]);
  if (steps !== null) process.stdout.write(`${steps()}\n`);
  else if (i === 0) process.stdout.write('changing\n');
}

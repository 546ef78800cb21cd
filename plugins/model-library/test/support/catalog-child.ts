/** A process that changes a catalog without end, for tests that kill it. Arguments: path of catalog.json, prefix, count (0: for ever). */
import { openCatalogStore } from '../../src/catalog/catalog-store.ts';

const [path = '', prefix = '', count = '0'] = process.argv.slice(2);
const store = openCatalogStore(path);
for (let i = 0; count === '0' || i < Number(count); i++) {
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
  if (i === 0) process.stdout.write('changing\n');
}

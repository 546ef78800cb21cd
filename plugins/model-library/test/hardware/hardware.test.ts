import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode } from '@kora/contracts';
import t from 'tap';
import { shippedList } from '../../src/curated/curated-file.ts';
import { fitOf, rateCurated } from '../../src/curated/curated-list.ts';
import {
  estimateMemory,
  findGpus,
  fitVerdict,
  type HardwareProfile,
  hardwareProfileCodec,
  readHardware,
} from '../../src/hardware/index.ts';
import { temporaryFolder } from '../support/downloads.ts';

const GIB = 1024 ** 3;
const computer = (available: number, memory: number, card: number | null = null): HardwareProfile => ({
  platform: 'linux',
  arch: 'x64',
  cpu: 'a processor',
  cores: 4,
  memory_bytes: memory * GIB,
  available_bytes: available * GIB,
  gpus: card === null ? [] : [{ vendor: 'amd', name: null, memory_bytes: card * GIB }],
});

t.test('this computer is described', async (t) => {
  const profile = await readHardware();
  t.match(decode(hardwareProfileCodec, profile), { _tag: 'Right' });
  t.ok(profile.cores >= 1 && profile.memory_bytes > 2 ** 27);
  t.ok(profile.available_bytes > 0 && profile.available_bytes <= profile.memory_bytes);
});

t.test('graphics cards are found by the files of their drivers, and unknown things are null', async (t) => {
  const root = await temporaryFolder(t);
  t.same(await findGpus(root), []);
  const write = async (path: string, content: string) => {
    await mkdir(join(root, path, '..'), { recursive: true });
    await writeFile(join(root, path), content);
  };
  await write('sys/class/drm/card0/device/vendor', '0x10de\n');
  await write('sys/class/drm/card1/device/vendor', '0x1002\n');
  await write('sys/class/drm/card1/device/mem_info_vram_total', '8573157376\n');
  await write('sys/class/drm/card2/device/vendor', '0x1234\n');
  await write('sys/class/drm/card0-HDMI-A-1/device/vendor', '0x10de\n');
  await write('sys/class/drm/card3/device/vendor', '0x8086\n');
  await write('sys/class/drm/card3/device/mem_info_vram_total', 'many\n');
  await write('proc/driver/nvidia/gpus/0000:01:00.0/information', 'Model: \t\t NVIDIA GeForce RTX 4070\nIRQ: 1\n');
  t.same(await findGpus(root), [
    { vendor: 'nvidia', name: 'NVIDIA GeForce RTX 4070', memory_bytes: null },
    { vendor: 'amd', name: null, memory_bytes: 8573157376 },
    { vendor: 'intel', name: null, memory_bytes: null },
  ]);
});

t.test('memory is weights, a cache that grows with the context, and a tenth', async (t) => {
  const model = { size_bytes: 1_000_000, context_tokens: 8192, cache_bytes_per_token: 100 };
  t.same(estimateMemory(model, 1000), {
    context_tokens: 1000,
    weights_bytes: 1_000_000,
    cache_bytes: 100_000,
    total_bytes: 1_210_000,
  });
  t.equal(estimateMemory(model, 1_000_000).context_tokens, 8192, 'no more than the model can');
  t.same(estimateMemory({ ...model, cache_bytes_per_token: null }), {
    context_tokens: 4096,
    weights_bytes: 1_000_000,
    cache_bytes: null,
    total_bytes: 1_100_000,
  });
});

t.test('a model fits, is tight or too large, and the largest smaller one that fits is named', async (t) => {
  t.equal(fitVerdict(5 * GIB, computer(6, 16)), 'fits');
  t.equal(fitVerdict(8 * GIB, computer(6, 16)), 'tight');
  t.equal(fitVerdict(14 * GIB, computer(6, 16)), 'too_large');
  t.equal(fitVerdict(14 * GIB, computer(6, 16, 24)), 'fits', 'in the memory of the card');
  const { models } = shippedList();
  const seven = { size_bytes: 4_368_439_584, context_tokens: null, cache_bytes_per_token: null };
  const needed_bytes = estimateMemory(seven).total_bytes;
  t.same(fitOf(seven, computer(3, 4), models), { verdict: 'too_large', alternative: 'qwen3-4b-q4', needed_bytes });
  t.same(fitOf(seven, computer(8, 8), models), { verdict: 'fits', alternative: null, needed_bytes });
  t.same(fitOf(seven, computer(0.1, 0.2), models), { verdict: 'too_large', alternative: null, needed_bytes });
  t.equal(
    fitOf({ ...seven, cache_bytes_per_token: 131_072, context_tokens: 32_768 }, computer(6, 16), models, 32_768)
      .verdict,
    'tight',
  );
});

t.test('the curated list is sound: unique, https, known licences, and no size without a source', async (t) => {
  const { models } = shippedList();
  t.ok(models.length >= 8);
  t.equal(new Set(models.map(({ id }) => id)).size, models.length);
  t.equal(new Set(models.map(({ url }) => url)).size, models.length);
  for (const { url, sha256, size_bytes, license } of models) {
    t.match(url, /^https:\/\/huggingface\.co\/[^/]+\/[^/]+\/resolve\/[^/]+\/[^/]+\.gguf$/);
    t.ok(license.length > 0);
    t.equal(sha256 === null, size_bytes === null, 'what was checked, was checked whole');
  }
  t.throws(() => shippedList({ ...shippedList(), models: [{ ...models[0], sha256: 'guessed' }] }), TypeError);
  const rated = rateCurated(models, computer(2, 4), new Set([models[1]?.sha256 ?? '']));
  t.equal(rated[0]?.fit, null, 'of unknown size');
  t.equal(rated[1]?.installed, true);
  t.equal(rated.at(-1)?.fit?.verdict, 'too_large');
});

import { isKoraError } from '@kora/plugin-sdk';
import fc from 'fast-check';
import t from 'tap';
import type { ByteSource } from '../../src/gguf/byte-source.ts';
import { estimateVramMb } from '../../src/gguf/estimate-vram.ts';
import { type GgufHeader, readGgufHeader } from '../../src/gguf/read-gguf-header.ts';
import { type GgufParts, ggufBytes, smallModel, string, uint32, uint64 } from '../support/gguf-bytes.ts';

/** Bytes in memory that count how much was asked of them. `size` may lie. */
function source(bytes: Uint8Array, size = bytes.length): ByteSource & { asked: number; largest: number } {
  return {
    size,
    asked: 0,
    largest: 0,
    async read(offset, length) {
      this.asked += length;
      this.largest = Math.max(this.largest, length);
      return bytes.subarray(offset, offset + length);
    },
  };
}

const read = (parts: GgufParts) => readGgufHeader(source(ggufBytes(parts)), 'a.gguf');

t.test('a header says what a model is', async (t) => {
  for (const version of [2, 3]) {
    t.same(await read({ ...smallModel, version }), {
      version,
      architecture: 'llama',
      name: 'Tiny Größe',
      license: 'apache-2.0',
      quantization: 'Q8_0',
      context_tokens: 2048,
      parameters: 260,
      // 2 layers, 2 key-value heads, 16 + 16 wide, 2 bytes each.
      cache_bytes_per_token: 256,
      split: null,
    } satisfies GgufHeader);
  }
});

t.test('what a header does not say is null', async (t) => {
  t.same(await read({}), {
    version: 3,
    architecture: null,
    name: null,
    license: null,
    quantization: null,
    context_tokens: null,
    parameters: 0,
    cache_bytes_per_token: null,
    split: null,
  });
  const odd = {
    'general.architecture': { uint32: 1 },
    'general.file_type': { string: 'Q8_0' },
    'llama.context_length': { uint32: 5 },
  };
  t.match(await read({ metadata: odd }), { architecture: null, quantization: null, context_tokens: null });
  t.match(await read({ metadata: { 'general.file_type': { uint32: 4 } } }), { quantization: null }, 'withdrawn number');
  const split = { 'split.count': { uint16: 3 }, 'split.no': { uint16: 1 } };
  t.match(await read({ metadata: split }), { split: { count: 3, index: 1 } });
});

t.test('the estimate of memory counts weights, cache and a tenth more', async (t) => {
  const header = await read(smallModel);
  const gib = 1024 ** 3;
  t.equal(estimateVramMb({ ...header, context_tokens: 100_000, cache_bytes_per_token: 131_072 }, 4 * gib), 5069);
  t.equal(estimateVramMb({ ...header, context_tokens: null, cache_bytes_per_token: null }, gib), 1127);
});

t.test('a file that is no GGUF, or of another version, is told apart', async (t) => {
  for (const bytes of [
    new Uint8Array(),
    Buffer.from('GGU'),
    Buffer.from('GGUF'),
    Buffer.from('PK\x03\x04 a zip file'),
  ]) {
    await t.rejects(readGgufHeader(source(bytes), 'a.gguf'), {
      code: 'KORA_GGUF_NOT_GGUF',
      details: { file_path: 'a.gguf' },
    });
  }
  for (const version of [0, 1, 4, 0x03000000]) {
    await t.rejects(read({ ...smallModel, version }), { code: 'KORA_GGUF_UNSUPPORTED_VERSION', details: { version } });
  }
});

t.test('a header that declares more than the file holds is refused before anything is read or allocated', async (t) => {
  const huge = 2n ** 63n;
  const key = (type: number, ...rest: Uint8Array[]): GgufParts => ({
    metadata: { k: { raw: [uint32(type), ...rest] } },
  });
  const cases: Readonly<Record<string, GgufParts>> = {
    'tensor count': { tensorCount: huge },
    'tensor table': { tensorCount: 1_000_000n },
    'string length': key(8, uint64(huge)),
    'string just too long': key(8, uint64(100)),
    'array count': key(9, uint32(4), uint64(huge)),
    'array of numbers': key(9, uint32(12), uint64(1_000_000_000)),
    'array of strings': key(9, uint32(8), uint64(1_000_000_000)),
    'string in an array': key(9, uint32(8), uint64(1), uint64(huge)),
    'tensor dimension': { tensors: [{ name: 't', shape: [Number.MAX_SAFE_INTEGER, 1024], type: 0, offset: 0 }] },
    'tensor data': { ...smallModel, dataBytes: 303 },
    'tensor offset': { tensors: [{ name: 't', shape: [1], type: 0, offset: 2 ** 52 }], dataBytes: 64 },
    'tensor of an unknown type': { tensors: [{ name: 't', shape: [1], type: 999, offset: 4096 }], dataBytes: 64 },
  };
  for (const [name, parts] of Object.entries(cases)) {
    const bytes = source(ggufBytes(parts));
    await t.rejects(readGgufHeader(bytes, 'a.gguf'), { code: 'KORA_GGUF_TRUNCATED' }, name);
    t.ok(bytes.largest <= 65_536, `${name}: reads one window at a time`);
  }
});

t.test('a damaged header is refused', async (t) => {
  const cases: Readonly<Record<string, GgufParts>> = {
    'too many keys': { metadataCount: 1_000_000n },
    'unknown value type': { metadata: { k: { raw: [uint32(13)] } } },
    'unknown item type': { metadata: { k: { raw: [uint32(9), uint32(99), uint64(0)] } } },
    'array in an array': { metadata: { k: { raw: [uint32(9), uint32(9), uint64(0)] } } },
    'empty key': { metadata: { '': { uint32: 1 } } },
    'long key': { metadata: { ['k'.repeat(257)]: { uint32: 1 } } },
    'alignment of zero': { metadata: { 'general.alignment': { uint32: 0 } } },
    'alignment as text': { metadata: { 'general.alignment': { string: '32' } } },
    'many dimensions': {
      tensors: [{ name: 't', shape: Array.from({ length: 9 }, () => 1), type: 0, offset: 0 }],
      dataBytes: 64,
    },
    'long tensor name': { tensors: [{ name: 't'.repeat(257), shape: [1], type: 0, offset: 0 }], dataBytes: 64 },
    'same key twice': {
      metadataCount: 2n,
      metadata: { k: { raw: [uint32(4), uint32(1), string('k'), uint32(4), uint32(1)] } },
    },
  };
  for (const [name, parts] of Object.entries(cases))
    await t.rejects(read(parts), { code: 'KORA_GGUF_MALFORMED' }, name);
});

t.test('a file that claims to be huge makes nobody read beyond the limits', async (t) => {
  const petabyte = 2 ** 50;
  const long = (parts: GgufParts) => readGgufHeader(source(ggufBytes(parts), petabyte), 'a.gguf');
  await t.rejects(long({ metadata: { k: { raw: [uint32(8), uint64(2 ** 40)] } } }), { code: 'KORA_GGUF_MALFORMED' });
  await t.rejects(long({ metadata: { k: { raw: [uint32(9), uint32(0), uint64(100_000_000)] } } }), {
    code: 'KORA_GGUF_MALFORMED',
  });
  await t.rejects(long({ tensorCount: 100_000n }), { code: 'KORA_GGUF_MALFORMED' });
  await t.rejects(
    long({ metadata: { k: { raw: [uint32(8), uint64(1000)] } } }),
    { code: 'KORA_GGUF_TRUNCATED' },
    'the bytes end before the claimed size',
  );
});

/** Either a header or a coded error, within bounded reading. */
async function survives(bytes: Uint8Array, size = bytes.length): Promise<boolean> {
  const counted = source(bytes, size);
  try {
    await readGgufHeader(counted, 'a.gguf');
  } catch (error) {
    if (!isKoraError(error) || !/^KORA_GGUF_/.test(error.code)) throw error;
  }
  return counted.largest <= 65_536 && counted.asked <= bytes.length * 4 + 200 * 65_536;
}

t.test('random changes of a real header give a header or a coded error, never anything else', async (t) => {
  const good = ggufBytes(smallModel);
  const change = fc.record({
    at: fc.nat({ max: good.length - 1 }),
    bytes: fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 9 }),
      fc.constantFrom(uint64(2n ** 64n - 1n), uint64(2n ** 31n), uint32(0)),
    ),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 1, maxLength: 6 }),
      fc.option(fc.nat({ max: good.length })),
      async (changes, cut) => {
        const bytes = Buffer.from(good);
        for (const { at, bytes: piece } of changes) bytes.set(piece.subarray(0, bytes.length - at), at);
        return survives(cut === null ? bytes : bytes.subarray(0, cut));
      },
    ),
    { numRuns: 1000 },
  );
  t.pass('1000 mutations');
});

t.test('every prefix of a real file, and random bytes after the magic, are survived', async (t) => {
  const good = ggufBytes({
    ...smallModel,
    metadata: { ...smallModel.metadata, 'tokenizer.chat_template': { string: 'short' } },
  });
  for (let length = 0; length < good.length; length++) {
    const cut = good.subarray(0, length);
    await t.rejects(readGgufHeader(source(cut), 'a.gguf'), { code: /^KORA_GGUF_(NOT_GGUF|TRUNCATED)$/ });
  }
  const start = Buffer.concat([Buffer.from('GGUF'), uint32(3)]);
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.constantFrom(1, 1000, 2 ** 40), (rest, factor) =>
      survives(Buffer.concat([start, rest]), (start.length + rest.length) * factor),
    ),
    { numRuns: 500 },
  );
});

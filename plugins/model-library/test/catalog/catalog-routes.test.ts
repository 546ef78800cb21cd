import { createHash } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogCodec, decode, type Json } from '@kora/contracts';
import t from 'tap';
import { modelIdOf } from '../../src/catalog/model-library.ts';
import { ggufBytes, smallModel } from '../support/gguf-bytes.ts';
import { openLibrary } from '../support/library.ts';

const POST = 'POST /models/catalog';

t.test('a GGUF file is registered where it lies, with what its header says', async (t) => {
  const library = await openLibrary(t);
  t.same((await library.call('GET /models/catalog')).body, { version: '1.0', models: [] });
  const file_path = await library.write('Tiny Model Q8_0.gguf');
  const bytes = ggufBytes(smallModel);
  const entry = {
    model_id: 'Tiny-Model-Q8_0',
    provider: 'llamacpp',
    quantization: 'Q8_0',
    context_tokens: 2048,
    required_vram_mb: 1,
    file_paths: [file_path],
    checksum: createHash('sha256').update(bytes).digest('hex'),
    installed_at: '2026-01-31T12:00:00.000Z',
    size_bytes: bytes.length,
    source_url: null,
    license: 'apache-2.0',
  };
  t.same(await library.call(POST, { body: { file_path } }), { status: 201, body: entry });
  t.same(await library.call(POST, { body: { file_path } }), { status: 200, body: entry }, 'once more changes nothing');
  t.same(await library.catalog.list(), [entry]);
  const onDisk = JSON.parse(await readFile(library.catalogPath, 'utf8'));
  t.same(decode(catalogCodec, onDisk), { _tag: 'Right', right: { version: '1.0', models: [entry] } });
});

t.test('a model is removed from the catalog, and its file stays', async (t) => {
  const library = await openLibrary(t);
  const file_path = await library.write('a.gguf');
  await library.call(POST, { body: { file_path, model_id: 'mine:7b' } });
  const DELETE = 'DELETE /models/catalog/:model_id';
  t.same(await library.call(DELETE, { params: { model_id: 'mine:7b' } }), {
    status: 200,
    body: { removed: 'mine:7b' },
  });
  t.same(await library.catalog.list(), []);
  t.ok((await readFile(file_path)).length > 0);
  for (const model_id of ['mine:7b', '__proto__', '../catalog.json', '']) {
    await t.rejects(library.call(DELETE, { params: { model_id } }), {
      code: 'KORA_CATALOG_UNKNOWN_MODEL',
      error_type: 'NOT_FOUND',
    });
  }
});

t.test('an id that is taken by another model is refused, never overwritten', async (t) => {
  const library = await openLibrary(t);
  const file_path = await library.write('a.gguf');
  await library.call(POST, { body: { file_path, model_id: 'a' } });
  const other = await library.write('b.gguf', { ...smallModel, dataBytes: 320 });
  await t.rejects(library.call(POST, { body: { file_path: other, model_id: 'a' } }), {
    code: 'KORA_CATALOG_DUPLICATE_MODEL',
    error_type: 'CONFLICT',
    details: { model_id: 'a' },
  });
  t.same(
    (await library.catalog.list()).map((entry) => entry.file_paths),
    [[file_path]],
  );
});

t.test('a request that is wrong is refused with every issue', async (t) => {
  const library = await openLibrary(t);
  const bodies: Json[] = [
    null,
    [],
    {},
    { file_path: 7 },
    { file_path: 'relative.gguf' },
    { file_path: '/a\0b' },
    { file_path: `/${'a'.repeat(4096)}` },
    { file_path: '/a.gguf', model_id: '' },
    { file_path: '/a.gguf', model_id: '../x' },
    { file_path: '/a.gguf', model_id: 'a/b' },
    { file_path: '/a.gguf', other: 1 },
  ];
  for (const body of bodies) {
    const refused = { code: 'KORA_CATALOG_BAD_REQUEST', error_type: 'VALIDATION_ERROR' };
    await t.rejects(library.call(POST, { body }), refused, JSON.stringify(body)?.slice(0, 60));
  }
  await t.rejects(library.call(POST, { body: { file_path: 'x', model_id: ' ', z: 1 } }), {
    code: 'KORA_CATALOG_BAD_REQUEST',
    details: { issues: [{ path: '/file_path' }, { path: '/model_id' }, { path: '/z', code: 'UNKNOWN_FIELD' }] },
  });
});

t.test('only a regular file that is a sound GGUF can be registered', async (t) => {
  const library = await openLibrary(t);
  const register = (file_path: string) => library.call(POST, { body: { file_path } });
  await mkdir(join(library.folder, 'folder.gguf'));
  await t.rejects(register(join(library.folder, 'folder.gguf')), {
    code: 'KORA_CATALOG_FILE_UNREADABLE',
    message: /not a regular file/,
  });
  await t.rejects(register(join(library.folder, 'none.gguf')), {
    code: 'KORA_CATALOG_FILE_UNREADABLE',
    message: /no such file/,
  });
  if (process.platform !== 'win32') await t.rejects(register('/dev/zero'), { code: 'KORA_CATALOG_FILE_UNREADABLE' });
  await writeFile(join(library.folder, 'page.gguf'), '<html>login required</html>');
  await t.rejects(register(join(library.folder, 'page.gguf')), { code: 'KORA_GGUF_NOT_GGUF' });
  const cut = await library.write('cut.gguf');
  await truncate(cut, ggufBytes(smallModel).length - 1);
  await t.rejects(register(cut), { code: 'KORA_GGUF_TRUNCATED', details: { what: 'tensor data' } });
  t.same(await library.catalog.list(), []);
  t.notOk((await readdir(library.folder)).includes('catalog.json'), 'nothing was written');
  const link = join(library.folder, 'link.gguf');
  await symlink(await library.write('real.gguf'), link);
  t.match(
    await register(link),
    { status: 201, body: { file_paths: [link] } },
    'model stores of other programs use links',
  );
});

t.test('a split model is registered as one, with the checksum over all its parts', async (t) => {
  const library = await openLibrary(t);
  const part = (no: number) => {
    const split = { 'split.count': { uint16: 3 }, 'split.no': { uint16: no } };
    return no === 0
      ? { ...smallModel, metadata: { ...smallModel.metadata, ...split } }
      : { metadata: split, dataBytes: no };
  };
  const names = [1, 2, 3].map((n) => `big-0000${n}-of-00003.gguf`);
  const first = await library.write(names[0] ?? '', part(0));
  const second = await library.write(names[1] ?? '', part(1));
  await t.rejects(library.call(POST, { body: { file_path: first } }), {
    code: 'KORA_CATALOG_FILE_UNREADABLE',
    message: /00003-of-00003.*no such file/,
  });
  const third = await library.write(names[2] ?? '', part(1));
  await t.rejects(library.call(POST, { body: { file_path: first } }), {
    code: 'KORA_CATALOG_SPLIT_INCOMPLETE',
    message: /part 3/,
  });
  await library.write(names[2] ?? '', part(2));
  const renamed = await library.write('renamed.gguf', part(0));
  await t.rejects(library.call(POST, { body: { file_path: renamed } }), { code: 'KORA_CATALOG_SPLIT_INCOMPLETE' });

  const all = Buffer.concat([0, 1, 2].map((no) => ggufBytes(part(no))));
  t.match(await library.call(POST, { body: { file_path: second } }), {
    status: 201,
    body: {
      model_id: 'big',
      file_paths: [first, second, third],
      size_bytes: all.length,
      checksum: createHash('sha256').update(all).digest('hex'),
    },
  });
});

t.test('concurrent changes are all kept', async (t) => {
  const library = await openLibrary(t);
  const file_path = await library.write('a.gguf');
  const ids = Array.from({ length: 20 }, (_, i) => `m${i}`);
  await Promise.all(ids.map((model_id) => library.call(POST, { body: { file_path, model_id } })));
  await Promise.all([
    ...ids.slice(0, 10).map((model_id) => library.call('DELETE /models/catalog/:model_id', { params: { model_id } })),
    library.call(POST, { body: { file_path, model_id: 'late' } }),
  ]);
  const left = (await library.catalog.list()).map((entry) => entry.model_id);
  t.same(left.sort(), [...ids.slice(10), 'late'].sort());
  t.same(
    (await readdir(library.folder)).sort(),
    ['a.gguf', 'catalog.json', 'catalog.json.lock'],
    'and no temporary file is left',
  );
});

t.test('a catalog that is torn or from elsewhere is reported and left alone', async (t) => {
  const library = await openLibrary(t);
  const file_path = await library.write('a.gguf');
  await library.call(POST, { body: { file_path } });
  const good = await readFile(library.catalogPath, 'utf8');
  for (const content of [
    good.slice(0, -20),
    '',
    '[]',
    '{"version":"2.0","models":[]}',
    good.replace('llamacpp', 'other'),
    '\u0000',
  ]) {
    await writeFile(library.catalogPath, content);
    const damaged = { code: 'KORA_CATALOG_DAMAGED', details: { path: library.catalogPath } };
    await t.rejects(library.catalog.list(), damaged);
    await t.rejects(library.call(POST, { body: { file_path, model_id: 'b' } }), damaged);
    t.equal(await readFile(library.catalogPath, 'utf8'), content);
  }
  await writeFile(library.catalogPath, good);
  t.equal((await library.catalog.list()).length, 1, 'and works again once repaired');
});

t.test('registration stops when the request is given up, or when the file is still growing', async (t) => {
  const library = await openLibrary(t);
  const file_path = await library.write('a.gguf', { ...smallModel, dataBytes: 40_000_000 });
  await t.rejects(library.call(POST, { body: { file_path } }, AbortSignal.abort(new Error('gone'))), {
    message: 'gone',
  });
  const registering = library.call(POST, { body: { file_path } });
  let settled = false;
  const growing = (async () => {
    while (!settled) await appendFile(file_path, 'more');
  })();
  const refused = { code: 'KORA_CATALOG_FILE_CHANGED', error_type: 'CONFLICT' };
  await t.rejects(
    registering.finally(() => {
      settled = true;
    }),
    refused,
  );
  await growing;
  t.same(await library.catalog.list(), []);
});

t.test('a model without a name of its own is called after its file', async (t) => {
  t.equal(modelIdOf('/x/Llama 3 (8B).Q4_K_M.gguf'), 'Llama-3-8B-.Q4_K_M');
  t.equal(modelIdOf('/x/big-00001-of-00003.gguf'), 'big');
  t.equal(modelIdOf('/x/日本語.GGUF'), 'model');
  t.equal(modelIdOf(`/x/${'a'.repeat(300)}.gguf`).length, 128);
});

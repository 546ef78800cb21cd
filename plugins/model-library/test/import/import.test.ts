import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import t, { type Test } from 'tap';
import { temporaryFolder } from '../support/downloads.ts';
import { openLibrary } from '../support/library.ts';
import { modelBytes, sha256 } from '../support/model-bytes.ts';

async function put(path: string, content: string | Uint8Array): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  return path;
}

const manifest = (digest: string, mediaType = 'application/vnd.ollama.image.model') =>
  JSON.stringify({
    schemaVersion: 2,
    config: { digest: `sha256:${'0'.repeat(64)}` },
    layers: [
      { mediaType: 'application/vnd.ollama.image.template', digest: `sha256:${'1'.repeat(64)}`, size: 3 },
      { mediaType, digest, size: 5000 },
    ],
  });

async function open(t: Test) {
  const ollama = await temporaryFolder(t);
  const lmstudio = await temporaryFolder(t);
  const library = await openLibrary(t, { ollama_folders: [ollama], lmstudio_folders: [lmstudio, '/nowhere/at/all'] });
  const manifestAt = (...names: string[]) => join(ollama, 'manifests', ...names);
  return { ollama, lmstudio, library, manifestAt };
}

t.test('models of Ollama and LM Studio are listed and registered without being copied', async (t) => {
  const { ollama, lmstudio, library, manifestAt } = await open(t);
  const bytes = modelBytes(5000, 1);
  const blob = await put(join(ollama, 'blobs', `sha256-${sha256(bytes)}`), bytes);
  await put(manifestAt('registry.ollama.ai', 'library', 'llama3.2', '3b'), manifest(`sha256:${sha256(bytes)}`));
  await put(manifestAt('registry.ollama.ai', 'someone', 'tuned', 'latest'), manifest(`sha256:${sha256(bytes)}`));
  await put(manifestAt('hf.co', 'org', 'repo-GGUF', 'Q4_K_M'), manifest(`sha256:${sha256(bytes)}`));
  const file = await put(join(lmstudio, 'lmstudio-community', 'Tiny-GGUF', 'Tiny-Q8_0.gguf'), modelBytes(6000, 2));
  await put(join(lmstudio, 'lmstudio-community', 'Tiny-GGUF', 'mmproj-Tiny-f16.gguf'), 'a projector');
  await put(join(lmstudio, 'lmstudio-community', 'Tiny-GGUF', 'README.md'), 'text');
  await put(join(lmstudio, 'lmstudio-community', 'Big-GGUF', 'Big-00002-of-00002.gguf'), 'a later part');

  const listed = await library.call('GET /models/importable');
  t.match(listed.body, {
    models: [
      {
        source: 'lmstudio',
        name: 'lmstudio-community/Tiny-GGUF/Tiny-Q8_0.gguf',
        model_id: 'Tiny-Q8_0',
        file_path: file,
        checksum: null,
      },
      { source: 'ollama', name: 'hf.co/org/repo-GGUF:Q4_K_M', model_id: 'hf.co-org-repo-GGUF:Q4_K_M' },
      {
        source: 'ollama',
        name: 'llama3.2:3b',
        model_id: 'llama3.2:3b',
        file_path: blob,
        checksum: sha256(bytes),
        registered: false,
      },
      { source: 'ollama', name: 'someone/tuned:latest', model_id: 'someone-tuned:latest' },
    ],
  });
  const POST = 'POST /models/import';
  t.match(await library.call(POST, { body: { source: 'ollama', name: 'llama3.2:3b' } }), {
    status: 201,
    body: { model_id: 'llama3.2:3b', provider: 'llamacpp', file_paths: [blob], checksum: sha256(bytes) },
  });
  t.match(await library.call(POST, { body: { source: 'ollama', name: 'llama3.2:3b' } }), { status: 200 });
  t.match(
    await library.call(POST, {
      body: { source: 'lmstudio', name: 'lmstudio-community/Tiny-GGUF/Tiny-Q8_0.gguf', model_id: 'mine' },
    }),
    {
      status: 201,
      body: { model_id: 'mine', file_paths: [file] },
    },
  );
  t.match((await library.call('GET /models/importable')).body, {
    models: [{ registered: true }, {}, { registered: true }, {}],
  });
});

t.test('a hostile or half-pulled store gives nothing, and reads nothing outside itself', async (t) => {
  const { ollama, library, manifestAt } = await open(t);
  const secret = await put(join(await temporaryFolder(t), 'secret.gguf'), modelBytes(5000, 3));
  const climb = `sha256:../../../../../../../..${secret}`;
  for (const [index, content] of [
    manifest(climb),
    manifest(`sha256-${'a'.repeat(64)}`),
    manifest(`sha256:${'A'.repeat(64)}`),
    manifest(`sha256:${'a'.repeat(64)}`),
    manifest(`sha256:${'a'.repeat(64)}`, 'application/vnd.ollama.image.adapter'),
    'no json',
    '[]',
    '{"layers":7}',
    `{"layers":[null,1,{"mediaType":"application/vnd.ollama.image.model","digest":5}]}`,
    'x'.repeat(2_000_000),
  ].entries())
    await put(manifestAt('registry.ollama.ai', 'library', 'bad', String(index)), content);
  await put(manifestAt('too-shallow'), manifest(climb));
  await put(manifestAt('a', 'b', 'c', 'd', 'too-deep'), manifest(climb));
  await symlink(ollama, manifestAt('loop'));
  t.same((await library.call('GET /models/importable')).body, { models: [] });
  for (const name of ['bad:0', '../secret', '__proto__'])
    await t.rejects(library.call('POST /models/import', { body: { source: 'ollama', name } }), {
      code: 'KORA_IMPORT_UNKNOWN',
      error_type: 'NOT_FOUND',
    });
  for (const body of [
    null,
    {},
    { source: 'jan', name: 'x' },
    { source: 'ollama' },
    { source: 'ollama', name: 'x', file_path: secret },
  ])
    await t.rejects(library.call('POST /models/import', { body }), { code: 'KORA_IMPORT_BAD_REQUEST' });
});

t.test('a blob that is not what its name says is not registered', async (t) => {
  const { ollama, library, manifestAt } = await open(t);
  const expected = 'c'.repeat(64);
  await put(join(ollama, 'blobs', `sha256-${expected}`), modelBytes(5000, 4));
  await put(manifestAt('registry.ollama.ai', 'library', 'damaged', 'latest'), manifest(`sha256:${expected}`));
  await t.rejects(library.call('POST /models/import', { body: { source: 'ollama', name: 'damaged:latest' } }), {
    code: 'KORA_IMPORT_DIGEST_MISMATCH',
    details: { expected },
  });
  t.same(await library.catalog.list(), []);
});

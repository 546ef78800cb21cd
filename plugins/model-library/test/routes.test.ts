import { readdir, rm, writeFile } from 'node:fs/promises';
import { decode, type Json } from '@kora/contracts';
import type { Type } from 'io-ts';
import t, { type Test } from 'tap';
import { modelDetailsCodec } from '../src/catalog/describe-model.ts';
import { curatedListCodec } from '../src/curated/curated-list.ts';
import { previewAnswerCodec, startAnswerCodec } from '../src/curated/order-download.ts';
import { downloadListCodec, downloadStatusCodec } from '../src/download/index.ts';
import { hardwareProfileCodec } from '../src/hardware/index.ts';
import { searchAnswerCodec } from '../src/search/search-result.ts';
import { openLibrary, type TestLibrary } from './support/library.ts';
import { modelBytes, sha256 } from './support/model-bytes.ts';
import { RangeServer } from './support/range-server.ts';

const MODEL = modelBytes(400_000, 5);
const DOWNLOADS = '/models/downloads';
const valid = <A>(t: Test, codec: Type<A>, value: Json) => t.match(decode(codec, value), { _tag: 'Right' });

async function open(t: Test, settings: Record<string, Json> = {}) {
  const server = await new RangeServer(MODEL).start();
  t.teardown(() => server.stop());
  const library = await openLibrary(t, { allow_loopback: true, mirror: server.origin, ...settings });
  return { server, library };
}

/** The one download that a library has. */
async function only(library: TestLibrary): Promise<{ id: string; state: string }> {
  const { body } = await library.call(`GET ${DOWNLOADS}`);
  const { downloads } = body as { downloads: { id: string; state: string }[] };
  return downloads[0] ?? { id: '', state: '' };
}

t.test('a model is downloaded over the API, followed by events, verified and described', async (t) => {
  const { server, library } = await open(t);
  const started = await library.call(`POST ${DOWNLOADS}`, {
    body: { url: server.url('Tiny.gguf'), sha256: sha256(MODEL), license: 'mit' },
  });
  t.equal(started.status, 201);
  valid(t, startAnswerCodec, started.body);
  t.match(started.body, { download: { model_id: 'Tiny', total_bytes: MODEL.length }, fit: { verdict: 'fits' } });
  const { id } = await only(library);
  const events = await library.events(`GET ${DOWNLOADS}/:id/events`, { id });
  for (const { data } of events) valid(t, downloadStatusCodec, data);
  t.match(events.at(-1), { event: 'completed', data: { checksum: sha256(MODEL), verified_against: 'request' } });
  valid(t, downloadListCodec, (await library.call(`GET ${DOWNLOADS}`)).body);
  t.match((await library.call(`GET ${DOWNLOADS}/:id`, { params: { id } })).body, { state: 'completed' });

  const params = { model_id: 'Tiny' };
  const described = await library.call('GET /models/catalog/:model_id', { params, query: { context_tokens: '1024' } });
  valid(t, modelDetailsCodec, described.body);
  t.match(described.body, {
    entry: { license: 'apache-2.0', source_url: server.url('Tiny.gguf') },
    problem: null,
    architecture: 'llama',
    memory: { context_tokens: 1024, cache_bytes: 256 * 1024, weights_bytes: MODEL.length },
    fit: { verdict: 'fits' },
  });
  const VERIFY = 'POST /models/catalog/:model_id/verify';
  t.match((await library.events(VERIFY, params)).at(-1), {
    event: 'verdict',
    data: { ok: true, actual_checksum: sha256(MODEL) },
  });
  const [path = ''] = (await library.catalog.list())[0]?.file_paths ?? [];
  await writeFile(path, modelBytes(400_000, 6));
  t.match((await library.events(VERIFY, params)).at(-1), {
    event: 'verdict',
    data: { ok: false, problem: /not what was installed/ },
  });
  await rm(path);
  t.match((await library.events(VERIFY, params)).at(-1), {
    data: { ok: false, problem: /cannot be read \(ENOENT\)/, actual_checksum: null },
  });
  t.match((await library.call('GET /models/catalog/:model_id', { params })).body, {
    problem: /ENOENT/,
    memory: { cache_bytes: null },
  });
  for (const route of ['GET /models/catalog/:model_id', VERIFY])
    await t.rejects(library.call(route, { params: { model_id: 'none' } }), { code: 'KORA_CATALOG_UNKNOWN_MODEL' });
});

t.test('what a download would bring is told before it, with every check, and nothing is begun', async (t) => {
  const { server, library } = await open(t);
  server.announce = true;
  const preview = (body: Json) => library.call(`POST ${DOWNLOADS}/preview`, { body });
  const { body } = await preview({ url: server.url('Tiny.gguf') });
  valid(t, previewAnswerCodec, body);
  t.match(body, { model_id: 'Tiny', files: 1, total_bytes: MODEL.length, fit: { verdict: 'fits', alternative: null } });
  t.match(body, { expected_sha256: sha256(MODEL), expected_from: 'server' });
  t.same((await library.call(`GET ${DOWNLOADS}`)).body, { downloads: [] });
  t.same(await readdir(library.folder), [], 'not even a journal');

  server.handle = ({ headers }, response) => {
    const range = { 'content-range': `bytes 0-7/${4e14}`, 'content-length': '8' };
    response.writeHead(headers.range === undefined ? 200 : 206, range).end(MODEL.subarray(0, 8));
    return true;
  };
  await t.rejects(preview({ url: server.url('huge.gguf') }), { code: 'KORA_DOWNLOAD_NO_SPACE' });
  server.handle = (_request, response) => response.writeHead(404).end() !== undefined;
  await t.rejects(preview({ url: server.url('none.gguf') }), { code: 'KORA_DOWNLOAD_SERVER_REFUSED' });
  await t.rejects(preview({}), { code: 'KORA_DOWNLOAD_BAD_REQUEST' });
});

t.test('a download is paused, resumed and cancelled over the API', async (t) => {
  const { server, library } = await open(t, { connections: 1 });
  server.upTo = 0;
  await library.call(`POST ${DOWNLOADS}`, { body: { url: server.url(), model_id: 'slow' } });
  t.equal((await library.call(`POST ${DOWNLOADS}`, { body: { url: server.url(), model_id: 'slow' } })).status, 200);
  const params = { id: (await only(library)).id };
  t.match((await library.call(`POST ${DOWNLOADS}/:id/pause`, { params })).body, { state: 'paused' });
  t.match((await library.call(`POST ${DOWNLOADS}/:id/resume`, { params })).body, { state: 'downloading' });
  t.match((await library.call(`POST ${DOWNLOADS}/:id/cancel`, { params })).body, { state: 'cancelled' });
  t.match(
    (await library.events(`GET ${DOWNLOADS}/:id/events`, params)).map(({ event }) => event),
    ['cancelled'],
  );
  for (const name of ['pause', 'resume', 'cancel'])
    await t.rejects(library.call(`POST ${DOWNLOADS}/:id/${name}`, { params: { id: '../x' } }), {
      code: 'KORA_DOWNLOAD_UNKNOWN',
    });
});

t.test('a request that is wrong is refused with every issue', async (t) => {
  const { library } = await open(t);
  const post = (body: Json) => library.call(`POST ${DOWNLOADS}`, { body });
  const bodies: Json[] = [
    null,
    {},
    { url: 'no url' },
    { url: 7 },
    { url: 'https://a/b', curated_id: 'x' },
    { curated_id: '../x' },
  ];
  for (const body of [
    ...bodies,
    { url: 'https://a/b', sha256: 'x' },
    { url: 'https://a/b', model_id: 'a/b' },
    { url: 'https://a/b', path: '/x' },
  ])
    await t.rejects(
      post(body),
      { code: 'KORA_DOWNLOAD_BAD_REQUEST', error_type: 'VALIDATION_ERROR' },
      JSON.stringify(body),
    );
  await t.rejects(post({ curated_id: 'unheard-of' }), {
    code: 'KORA_DOWNLOAD_UNKNOWN_CURATED',
    error_type: 'NOT_FOUND',
  });
  for (const url of ['file:///etc/passwd', 'https://evil.example/m.gguf', 'http://169.254.169.254/m.gguf'])
    await t.rejects(post({ url }), { code: 'KORA_DOWNLOAD_ADDRESS_REFUSED' }, url);
  for (const query of [{ q: 'x'.repeat(201) }, { online: 'maybe' }, { other: '1' }])
    await t.rejects(library.call('GET /models/search', { query }), { code: 'KORA_MODELS_BAD_QUERY' });
});

t.test('a curated model is asked of the mirror, by its own checksum', async (t) => {
  const { server, library } = await open(t);
  const { body } = await library.call('GET /models/curated');
  valid(t, curatedListCodec, body);
  await library.call(`POST ${DOWNLOADS}`, { body: { curated_id: 'qwen2.5-0.5b-q4' } });
  t.match(server.requests[0]?.path, /^\/Qwen\/Qwen2\.5-0\.5B-Instruct-GGUF\/resolve\/[0-9a-f]{40}\//);
  const { id } = await only(library);
  t.match((await library.events(`GET ${DOWNLOADS}/:id/events`, { id })).at(-1), {
    event: 'failed',
    data: { error: { details: { code: 'KORA_DOWNLOAD_CHECKSUM_MISMATCH', expected_from: 'curated list' } } },
  });
  const page = 'https://huggingface.co/org/repo/blob/main/a.gguf';
  await library.call(`POST ${DOWNLOADS}`, { body: { url: page } });
  t.ok(
    server.requests.some(({ path }) => path === '/org/repo/resolve/main/a.gguf'),
    'the page of a file leads to the file',
  );
});

t.test('search knows this computer and the curated list, and the hub only when asked to', async (t) => {
  const { server, library } = await open(t);
  await library
    .write('My-Qwen.gguf')
    .then((file_path) => library.call('POST /models/catalog', { body: { file_path } }));
  const search = async (query: Record<string, string>) => {
    const { body } = await library.call('GET /models/search', { query });
    valid(t, searchAnswerCodec, body);
    return body as { results: { source: string; name: string }[]; online_problem: string | null };
  };
  const found = await search({ q: 'qwen apache' });
  t.match(found.results[0], { source: 'installed', name: 'My-Qwen' });
  t.ok(found.results.length >= 4);
  t.same((await search({ q: 'nothing like it' })).results, []);
  t.equal(server.requests.length, 0, 'nobody was contacted');

  server.handle = (_request, response) => {
    const split = ['b-00001-of-00002.gguf', 'b-00002-of-00002.gguf'];
    const names = ['a.gguf', ...split, 'mmproj-a.gguf', '../../c.gguf', 'README.md', 7];
    const siblings = names.map((rfilename) => ({ rfilename }));
    const models = [{ id: 'org/repo', tags: ['gguf', 'license:mit'], siblings }, { id: '../evil', siblings }, null];
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(models));
    return true;
  };
  const result = (file: string) => ({
    source: 'hub',
    name: `org/repo/${file}`,
    model_id: null,
    curated_id: null,
    url: `https://huggingface.co/org/repo/resolve/main/${file}`,
    size_bytes: null,
    license: 'mit',
  });
  const online = await search({ q: 'zzz', online: 'true' });
  t.same(online.results, [result('a.gguf'), result('b-00001-of-00002.gguf')], 'the first part stands for all');
  t.match(server.requests[0]?.path, /^\/api\/models\?search=zzz&filter=gguf/);
  server.handle = (_request, response) => response.writeHead(500).end('down') !== undefined;
  t.match(await search({ q: 'qwen', online: 'true' }), { online_problem: /answered 500/ });
  await server.stop();
  const offline = await search({ q: 'qwen', online: 'true' });
  t.match(offline.online_problem, /cannot be reached; these are the models that are known without it/);
  t.same(offline.results, (await search({ q: 'qwen' })).results);
});

t.test('without a network everything but downloads works', async (t) => {
  const { server, library } = await open(t);
  await server.stop();
  await t.rejects(library.call(`POST ${DOWNLOADS}`, { body: { curated_id: 'qwen3-0.6b-q8' } }), {
    code: 'KORA_DOWNLOAD_OFFLINE',
    message: /offline\. Everything but downloads works/,
  });
  for (const route of [
    'GET /models/catalog',
    'GET /models/curated',
    'GET /models/importable',
    `GET ${DOWNLOADS}`,
    'GET /models/search',
  ])
    t.equal((await library.call(route)).status, 200, route);
  valid(t, hardwareProfileCodec, (await library.call('GET /models/hardware')).body);
});

t.test('settings that are wrong stop the plugin with every issue', async (t) => {
  for (const settings of [
    7,
    { hosts: ['*'] },
    { hosts: ['*.'] },
    { mirror: 'file:///x' },
    { proxy: 'socks://x' },
    { ca_file: 'ca.pem' },
    { tokens: [{ origin: 'https://huggingface.co/', file: '/x' }] },
    { connections: 0 },
    { unknown: true },
  ])
    await t.rejects(
      openLibrary(t, settings),
      { code: 'KORA_MODELS_BAD_CONFIG', error_type: 'VALIDATION_ERROR' },
      JSON.stringify(settings),
    );
});

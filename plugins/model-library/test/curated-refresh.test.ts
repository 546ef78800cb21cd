import { generateKeyPairSync, sign } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode, type Json } from '@kora/contracts';
import t, { type Test } from 'tap';
import { shippedList } from '../src/curated/curated-file.ts';
import { curatedListCodec } from '../src/curated/curated-list.ts';
import { refreshedListCodec } from '../src/routes/discovery-routes.ts';
import { openLibrary, type TestLibrary } from './support/library.ts';
import { RangeServer } from './support/range-server.ts';

const SHIPPED = shippedList();
const [FIRST = null] = SHIPPED.models;
const NEWER: Json = { version: '1.0', issued_at: '2099-01-01T00:00:00Z', models: [{ ...FIRST, id: 'brand-new' }] };
const REFRESH = 'POST /models/curated/refresh';

/** A library whose list is refreshed from a server that gives `content` and, where there is one, a signature. */
async function open(t: Test, settings: Record<string, Json> = {}) {
  const server = await new RangeServer(Buffer.from('')).start();
  t.teardown(() => server.stop());
  const given = { content: JSON.stringify(NEWER), signature: '' };
  server.handle = ({ url }, response) => {
    response.writeHead(200).end(url === '/list.json.sig' ? given.signature : given.content);
    return true;
  };
  const curated_url = `${server.origin}/list.json`;
  const library = await openLibrary(t, { allow_loopback: true, curated_url, ...settings });
  return { server, library, given };
}

const ids = async (library: TestLibrary): Promise<readonly string[]> => {
  const { body } = await library.call('GET /models/curated');
  const list = decode(curatedListCodec, body);
  if (list._tag === 'Left') throw new Error(JSON.stringify(list.left));
  return list.right.models.map(({ id }) => id);
};

t.test('the list of recommended models is refreshed when somebody asks for it, and kept', async (t) => {
  const { server, library } = await open(t);
  t.same(
    await ids(library),
    SHIPPED.models.map(({ id }) => id),
  );
  t.equal(server.requests.length, 0, 'nobody is asked by itself');
  const { body } = await library.call(REFRESH);
  t.match(decode(refreshedListCodec, body), { _tag: 'Right' });
  t.match(body, { changed: true, list: { issued_at: '2099-01-01T00:00:00Z', models: [{ id: 'brand-new' }] } });
  t.same(await ids(library), ['brand-new'], 'and it is what can be pulled');
  t.match((await library.call('GET /models/search', { query: { q: 'brand-new' } })).body, {
    results: [{ curated_id: 'brand-new' }],
  });
  t.match((await library.call(REFRESH)).body, { changed: false });
  const path = join(library.folder, 'curated-models.json');
  t.equal((await stat(path)).mode & 0o777, 0o600);
  await writeFile(path, '{"version":"1.0"');
  t.same(
    await ids(library),
    SHIPPED.models.map(({ id }) => id),
    'a damaged file counts for nothing',
  );
});

t.test(
  'what is no list, has surplus fields, two equal ids, nothing, or is older or too large, replaces nothing',
  async (t) => {
    const { library, given } = await open(t);
    const list = JSON.parse(given.content);
    const bad: readonly (readonly [string, RegExp])[] = [
      ['<html>Please log in</html>', /not JSON/],
      ['[]', /not a list/],
      [JSON.stringify({ ...list, run: 'rm' }), /not a list/],
      [JSON.stringify({ ...list, models: [{ ...FIRST, url: 'http://huggingface.co/x.gguf' }] }), /not a list/],
      [JSON.stringify({ ...list, models: [{ ...FIRST, sha256: 'abc' }] }), /not a list/],
      [JSON.stringify({ ...list, models: [FIRST, FIRST] }), /same id/],
      [JSON.stringify({ ...list, models: [] }), /has 0 models/],
      [JSON.stringify({ ...list, issued_at: '2099-99-99T00:00:00Z' }), /date/],
      [JSON.stringify({ ...list, issued_at: '2001-01-01T00:00:00Z' }), /present one/],
      [' '.repeat(2_000_000), /more than/],
    ];
    for (const [content, reason] of bad) {
      given.content = content;
      await t.rejects(library.call(REFRESH), { code: 'KORA_CURATED_REFUSED', message: reason }, content.slice(0, 60));
    }
    t.same(
      await ids(library),
      SHIPPED.models.map(({ id }) => id),
    );
    await t.rejects(readFile(join(library.folder, 'curated-models.json')), { code: 'ENOENT' });
  },
);

t.test('with a key only a list that it has signed is taken', async (t) => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const { library, given } = await open(t, { curated_key: publicKey.export({ format: 'jwk' }).x ?? '' });
  const refused = { code: 'KORA_CURATED_REFUSED', message: /signature does not hold/ };
  await t.rejects(library.call(REFRESH), refused, 'no signature');
  given.signature = sign(null, Buffer.from(given.content), privateKey).toString('base64');
  const signed = given.content;
  given.content = `${signed} `;
  await t.rejects(library.call(REFRESH), refused, 'one byte more');
  given.content = signed;
  t.match((await library.call(REFRESH)).body, { changed: true });
});

t.test('without an address, a network or a server that knows the list it is one sentence', async (t) => {
  await t.rejects((await openLibrary(t)).call(REFRESH), { code: 'KORA_CURATED_NO_SOURCE', message: /curated_url/ });
  const { server, library } = await open(t);
  server.handle = (_request, response) => response.writeHead(404).end() !== undefined;
  await t.rejects(library.call(REFRESH), { code: 'KORA_DOWNLOAD_SERVER_REFUSED' });
  await server.stop();
  await t.rejects(library.call(REFRESH), { code: 'KORA_DOWNLOAD_OFFLINE', message: /Everything but downloads works/ });
  const elsewhere = await openLibrary(t, { curated_url: 'http://example.com/list.json' });
  await t.rejects(elsewhere.call(REFRESH), { code: 'KORA_DOWNLOAD_ADDRESS_REFUSED' }, 'https only');
  t.same(
    await ids(library),
    SHIPPED.models.map(({ id }) => id),
  );
});

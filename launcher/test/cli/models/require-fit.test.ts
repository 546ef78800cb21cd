import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import t from 'tap';
import { downloadLine } from '../../../src/cli/models/download-line.ts';
import { requireFit } from '../../../src/cli/models/require-fit.ts';
import { StatusLine } from '../../../src/cli/models/status-line.ts';
import { StudioClient } from '../../../src/client/studio-client.ts';

const model = (id: string, verdict: string, alternative: string | null) => ({
  id,
  size_bytes: 40_000_000_000,
  installed: false,
  fit: { verdict, alternative },
});
const models = [model('huge', 'too_large', 'small'), model('tight', 'tight', null), model('small', 'fits', null)];
const previewed: string[] = [];
const server = createServer(async (request, response) => {
  response.setHeader('content-type', 'application/json');
  if (request.method === 'GET')
    return response.end(JSON.stringify({ models: [...models, { ...model('unknown', 'fits', null), fit: null }] }));
  const order = await text(request);
  previewed.push(order);
  const fit = order.includes('huge') ? { verdict: 'too_large', alternative: 'small' } : null;
  return response.end(JSON.stringify({ total_bytes: 40_000_000_000, fit }));
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
t.teardown(() => server.close());
const client = new StudioClient({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token: 'x' });

t.test('a model that is too large is refused with a smaller one, unless the person insists', async (t) => {
  const said: string[] = [];
  const check = (name: string, anyway = false) => {
    const order = name.startsWith('https:') ? { url: name, model_id: 'own' } : { curated_id: name };
    return requireFit(client, order, anyway, { say: (line) => said.push(line) });
  };
  await t.rejects(check('huge'), {
    code: 'KORA_LAUNCHER_MODEL_TOO_LARGE',
    message: /huge was not downloaded. 40.0 GB. .*too large.*kora models pull small.*--yes/,
  });
  await t.rejects(check('https://hub/huge.gguf'), {
    code: 'KORA_LAUNCHER_MODEL_TOO_LARGE',
    message: /huge.gguf was not downloaded. 40.0 GB. .*too large.*kora models pull small.*--yes/,
  });
  t.same(said, []);
  t.same(previewed, ['{"url":"https://hub/huge.gguf","model_id":"own"}'], 'only what is not known here is asked for');
  await check('huge', true);
  await check('tight');
  await check('small');
  await check('unknown');
  await check('nobody');
  t.match(said, [/too large/, /only when other programs make room/, /It fits this computer/]);
  t.equal(said.length, 3);
  t.equal(previewed.length, 3, 'unknown sizes are asked for, too');
});

t.test('a download is told on one line, which is rewritten for a person and said now and then for others', (t) => {
  const download = {
    id: 'a',
    model_id: 'm',
    state: 'downloading',
    received_bytes: 1_300_000_000,
    total_bytes: 3_100_000_000,
    hashed_bytes: 0,
    bytes_per_second: 48_000_000,
    seconds_left: 37,
    resumable: true,
    checksum: null,
    verified_against: null,
    notices: [],
    error: null,
  };
  t.equal(downloadLine(download), 'm 41 %, 1.3 GB of 3.1 GB, 48.0 MB/s, 37.0 s left');
  const nothingKnown = { ...download, total_bytes: null, bytes_per_second: null, seconds_left: null };
  t.equal(downloadLine(nothingKnown), 'm 1.3 GB');
  t.equal(downloadLine({ ...download, state: 'verifying', hashed_bytes: 3_100_000_000 }), 'm 100 % verified');

  const drawn: string[] = [];
  const said: string[] = [];
  const others = { interactive: false, print: () => {}, printJson: () => {}, say: (line: string) => said.push(line) };
  const person = new StatusLine({ ...others, redraw: (line) => drawn.push(line) });
  for (const line of ['one', 'one', 'two']) person.show(line);
  person.clear();
  person.clear();
  t.same(drawn, ['one', 'two', '']);
  t.same(said, []);
  const file = new StatusLine(others);
  for (const line of ['one', 'two', 'three']) file.show(line);
  file.clear();
  t.same(said, ['one']);
  t.end();
});

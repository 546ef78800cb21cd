import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import t, { type Test } from 'tap';
import { createHttpClient, NO_TIME_LIMITS, type TimeLimits } from '../../src/services/http-client.ts';
import { manifestOf } from '../registry/support/studio.ts';

const IMPATIENT: TimeLimits = { headersTimeout: 50, bodyTimeout: 50 };
/** undici looks at its timers about once a second. */
const SILENCE_MS = 1500;

async function fetchFrom(t: Test, limits: TimeLimits | undefined, answer: RequestListener) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const manifest = { ...manifestOf({ id: 'case', capabilities: { hosts: ['127.0.0.1'] } }), files: {} };
  const client = createHttpClient({ manifest, folder: '' }, limits === undefined ? {} : { limits });
  t.teardown(async () => {
    await client.destroy();
    server.close();
  });
  const response = await client.fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return response.text();
}

/** Servers that say nothing for so long, or for ever, before the head or in the middle of the body. */
const silences = (ms: number | null): readonly RequestListener[] => {
  const end = (response: ServerResponse) => void (ms === null || setTimeout(() => response.end('late'), ms));
  return [
    (_, response) => end(response),
    (_, response) => {
      response.write('a bit ');
      end(response);
    },
  ];
};

t.test('a server that says nothing for longer than fetch would wait is waited for', async (t) => {
  const causes = await Promise.all(
    silences(null).map((answer) =>
      fetchFrom(t, IMPATIENT, answer).catch((error: Error) => Reflect.get(Object(error.cause), 'code')),
    ),
  );
  t.same(causes, ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'], 'the limits are those of every request');
  t.same(NO_TIME_LIMITS, { headersTimeout: 0, bodyTimeout: 0 }, 'and unless given there are none');
  const texts = await Promise.all(silences(SILENCE_MS).map((answer) => fetchFrom(t, undefined, answer)));
  t.same(texts, ['late', 'a bit late']);
});

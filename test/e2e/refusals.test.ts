import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { KORA_VERSION } from '@kora/contracts';
import t from 'tap';
import { execute, graph, operation } from '../support/graphs.ts';
import { GRAPHS_REFUSED_BY_THE_BACKEND, INVALID_GRAPHS } from '../support/invalid-graphs.ts';
import { type Studio, startStudio, withFolder } from '../support/studio.ts';

/** Sends bytes as they are and returns the status of the answer. */
function raw(studio: Studio, text: string): Promise<number> {
  const { hostname, port } = new URL(studio.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.setEncoding('utf8').once('data', (answer: string) => {
      resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0));
      socket.destroy();
    });
    socket.once('error', reject).once('close', () => resolve(0));
  });
}

t.test('a running Studio refuses what it must, and stays well', (t) =>
  withFolder(async (folder) => {
    const studio = await startStudio(folder);

    await t.test('every invalid graph, before anything runs, with all its paths', async (t) => {
      for (const { what, graph, issues } of [...INVALID_GRAPHS, ...GRAPHS_REFUSED_BY_THE_BACKEND]) {
        const { status, body } = await studio.request('POST', '/execute', execute(graph));
        t.equal(status, 400, what);
        t.match(body.error_type, /^(VALIDATION_ERROR|VERSION_MISMATCH)$/, what);
        for (const expected of issues) {
          const [code, path = ''] = expected.split(' ');
          const found = body.details.issues as { code: string; path: string }[];
          const here = (issue: { code: string; path: string }) =>
            issue.code === code && issue.path.replace('/taskgraph', '').startsWith(path);
          t.ok(found.some(here), `${what}: ${expected} in ${JSON.stringify(found).slice(0, 300)}`);
        }
      }
      t.match(await studio.request('GET', '/health'), { status: 200, body: { status: 'healthy', active_sessions: 0 } });
      t.same((await studio.request('GET', '/runs')).body.runs, []);
      t.same(await readdir(join(folder, 'runs')), [], 'nothing in the archive');
    });

    await t.test(
      'a graph of another major version, which is told so and not that its fields are unknown',
      async (t) => {
        const later = { kora_version: '3.1.0', graph_id: 'later', nodes: [{ kind: 'agent' }] };
        const mismatch = {
          error_type: 'VERSION_MISMATCH',
          details: { code: 'KORA_GRAPH_VERSION', declared: '3.1.0', supported: KORA_VERSION },
        };
        t.match(await studio.request('POST', '/execute', execute(later)), { status: 400, body: mismatch });
        const report = { valid: false, issues: [{ path: '/kora_version', code: 'VERSION_MISMATCH' }] };
        t.match(await studio.request('POST', '/validate', { api_version: '1.0', taskgraph: later }), {
          status: 200,
          body: report,
        });
        t.match(await studio.request('POST', '/execute', { ...execute(later), api_version: '2.0' }), {
          status: 400,
          body: { error_type: 'VERSION_MISMATCH' },
        });
      },
    );

    await t.test('JSON that is giant, nested without end, or none', async (t) => {
      const post = async (body: string) => {
        const headers = { authorization: `Bearer ${studio.token}`, 'content-type': 'application/json' };
        const response = await fetch(new URL('/execute', studio.url), { method: 'POST', headers, body });
        return { status: response.status, body: await response.json() };
      };
      t.match(await post('[1,'), { status: 400, body: { error_type: 'VALIDATION_ERROR' } });
      t.match(await post('['.repeat(1_000_000)), { status: 400, body: { error_type: 'VALIDATION_ERROR' } });
      t.match(await post(`"${'x'.repeat(17 * 1024 * 1024)}"`), {
        status: 413,
        body: { error_type: 'PAYLOAD_TOO_LARGE' },
      });
      t.equal((await studio.request('GET', '/health')).status, 200);
    });

    await t.test('a foreign Host or Origin, no token, or a text body, on every route', async (t) => {
      const { body: openapi } = await studio.request('GET', '/openapi.json');
      const routes = Object.entries<Record<string, unknown>>(openapi.paths).flatMap(([path, methods]) =>
        Object.keys(methods).map(
          (method) => [method.toUpperCase(), path.replace(/\{[^}]+\}/g, 'run_0000000000')] as const,
        ),
      );
      t.ok(routes.length > 12, `${routes.length} routes`);
      const { host } = new URL(studio.url);
      const good = `Host: ${host}\r\nAuthorization: Bearer ${studio.token}\r\n`;
      for (const [method, path] of routes) {
        const ask = (headers: string) =>
          raw(studio, `${method} ${path} HTTP/1.1\r\n${headers}Connection: close\r\nContent-Length: 0\r\n\r\n`);
        t.equal(await ask(good.replace(host, 'evil.example')), 403, `${method} ${path} foreign Host`);
        t.equal(await ask(`${good}Origin: https://evil.example\r\n`), 403, `${method} ${path} foreign Origin`);
        t.equal(await ask(`Host: ${host}\r\n`), 401, `${method} ${path} no token`);
        t.equal(await ask(`Host: ${host}\r\nAuthorization: Bearer nonsense\r\n`), 401, `${method} ${path} bad token`);
        if (method === 'GET') continue;
        const text = `${good}Content-Type: text/plain\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}`;
        t.equal(await raw(studio, `${method} ${path} HTTP/1.1\r\n${text}`), 415, `${method} ${path} text/plain`);
      }
    });

    await t.test('and still runs a good graph', async (t) => {
      const good = graph([operation('a', 'value.constant', { value: 1 })]);
      t.match(await studio.request('POST', '/execute', execute(good)), {
        status: 200,
        body: { status: 'success', final_output: 1 },
      });
    });
    await studio.stop();
  }),
);

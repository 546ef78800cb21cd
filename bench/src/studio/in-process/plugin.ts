import { decode, type ExecuteRequest, executeRequestCodec, ROUTES_SPEC_VERSION, type Route } from '@kora/contracts';
import { definePlugin, runStarter } from '@kora/plugin-sdk';

const route = (path: string, summary: string, handle: Route['handle']): Route => ({
  method: 'POST',
  path,
  summary,
  request_schema: null,
  response_schema: null,
  handle,
});

/**
 * Runs graphs inside the Studio that is measured, by the service that plugins run graphs with: everything that
 * `POST /execute` does, without the socket. The graph is handed over first, so that only the run is measured.
 */
export const plugin = definePlugin({
  id: 'bench-in-process',
  deps: { runs: runStarter },
  init({ runs }) {
    let request: ExecuteRequest | null = null;
    return {
      routes: [
        {
          id: 'bench-in-process',
          specVersion: ROUTES_SPEC_VERSION,
          routes: [
            route('/bench/graph', 'Keeps the graph that is run next.', async ({ body }) => {
              const decoded = decode(executeRequestCodec, body);
              if (decoded._tag === 'Left') return { status: 400, body: null };
              // The run starter decodes again what it is given, and that is part of what is measured.
              request = decoded.right;
              return { status: 200, body: null };
            }),
            route('/bench/runs', 'Runs the graph that was kept.', async () => {
              if (request === null) return { status: 409, body: null };
              const started = performance.now();
              const run = await runs.start(request);
              const { status, final_output } = await run.result;
              return { status: 200, body: { wall_ms: performance.now() - started, status, final_output } };
            }),
          ],
        },
      ],
    };
  },
});

import type { Json } from '@kora/contracts';
import type { Test } from 'tap';
import { decodeConfig } from '../../src/config/llama-cpp-config.ts';
import { LlamaCppConnector } from '../../src/connector/llama-cpp-connector.ts';
import { ServerRuntime } from '../../src/server/server-runtime.ts';
import type { ReplayServer } from './replay-server.ts';

/** Lets a server listen for the time of a test. */
export async function listening(t: Test, server: ReplayServer): Promise<string> {
  const url = await server.listen();
  t.teardown(() => server.close());
  return url;
}

/** A connector with nothing but one server. */
export async function connectTo(t: Test, server: ReplayServer, config: Record<string, Json> = {}) {
  const server_url = await listening(t, server);
  const runtime = new ServerRuntime(server_url, decodeConfig({ server_url, ...config }), { fetch });
  return { server_url, connector: new LlamaCppConnector({ runtimes: [runtime] }) };
}

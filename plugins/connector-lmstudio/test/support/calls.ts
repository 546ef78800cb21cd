import type { Json, ModelEvent, ModelRequest } from '@kora/contracts';
import { type FakeLogger, fakeLogger } from '@kora/plugin-sdk/testing';
import type { Test } from 'tap';
import { decodeConfig } from '../../src/config/lm-studio-config.ts';
import { LmStudioConnector } from '../../src/connector/lm-studio-connector.ts';
import { nativeModel } from './lists.ts';
import { LmStudioServer, type Reply } from './lm-studio-server.ts';
import { answer, json, stream } from './replies.ts';

export const MODEL = 'qwen/qwen3-4b';
export const LIST = 'GET /api/v1/models';
export const CHAT = 'POST /v1/chat/completions';
export const LOAD = 'POST /api/v1/models/load';
export const CHAT_PATH = '/v1/chat/completions';

/** A connector and the server that it talks to. */
export interface Bench {
  readonly server: LmStudioServer;
  readonly url: string;
  readonly connector: LmStudioConnector;
  readonly log: FakeLogger;
}

/** Starts a server with one loaded model that answers `Hello world`, changed by `routes`. */
export async function serve(
  t: Test,
  routes: Readonly<Record<string, Reply>> = {},
  config: Record<string, Json> = {},
): Promise<Bench> {
  const server = new LmStudioServer({
    [LIST]: json(200, { models: [nativeModel(MODEL)] }),
    [CHAT]: stream(answer('Hello', ' world')),
    ...routes,
  });
  const url = await server.listen();
  const log = fakeLogger();
  const connector = new LmStudioConnector(decodeConfig({ base_url: url, ...config }), {
    http: { fetch },
    log,
    pollMs: 5,
    healthMs: 1500,
  });
  t.teardown(() => Promise.all([connector.dispose(), server.close()]));
  return { server, url, connector, log };
}

/** A request with everything that a test does not care about filled in. */
export function requestTo(model_id: string, changes: Partial<ModelRequest> = {}): ModelRequest {
  return {
    model_id,
    messages: [{ role: 'user', content: 'hello' }],
    parameters: {},
    max_tokens: 16,
    timeout_ms: 60_000,
    schema: null,
    ...changes,
  };
}

export const never = () => new AbortController().signal;

/** Calls the model and reads to the end. */
export function ask(
  connector: LmStudioConnector,
  changes: Partial<ModelRequest> = {},
  signal: AbortSignal = never(),
): Promise<readonly ModelEvent[]> {
  return Array.fromAsync(connector.invoke(requestTo(MODEL, changes), signal));
}

/** All text of a kind. */
export function textOf(events: readonly ModelEvent[], type: 'delta' | 'thinking' = 'delta'): string {
  return events.map((event) => (event.type === type ? event.text : '')).join('');
}

/** The one event of a type, which must be there. */
export function only<T extends ModelEvent['type']>(
  events: readonly ModelEvent[],
  type: T,
): Extract<ModelEvent, { type: T }> {
  const found = events.filter((event) => event.type === type);
  const [event] = found;
  if (found.length !== 1 || event === undefined) throw new Error(`expected one ${type}, got ${JSON.stringify(events)}`);
  return event as Extract<ModelEvent, { type: T }>;
}

import type { Json, ModelEvent } from '@kora/contracts';
import { type FakeLogger, fakeLogger } from '@kora/plugin-sdk/testing';
import type { Test } from 'tap';
import { decodeConfig } from '../../src/config/ollama-config.ts';
import { OllamaConnector } from '../../src/connector/ollama-connector.ts';
import { never, requestTo } from './calls.ts';
import { done, MODEL, PS, piece, SHOW, tag, VERSION } from './ollama-bodies.ts';
import { ProtocolServer } from './protocol-server.ts';
import { json, ndjson, plain, type Reply } from './replies.ts';

/** An Ollama with one model that says `The end`. */
export const READY: Readonly<Record<string, Reply>> = {
  'GET /': plain(200, 'Ollama is running'),
  'GET /api/version': json(200, VERSION),
  'GET /api/tags': json(200, { models: [tag()] }),
  'GET /api/ps': json(200, PS),
  'POST /api/show': json(200, SHOW),
  'POST /api/chat': ndjson([piece('The'), piece(' end'), done()]),
};

/** A connector and the server that it talks to. */
export interface Bench {
  readonly server: ProtocolServer;
  readonly base_url: string;
  readonly connector: OllamaConnector;
  readonly log: FakeLogger;
  /** Makes a call of the model and reads it to its end. */
  ask(changes?: Parameters<typeof requestTo>[1]): Promise<readonly ModelEvent[]>;
}

/** Starts a server for a test; `routes` change what it says. */
export async function serve(
  t: Test,
  routes: Readonly<Record<string, Reply>> = {},
  config: Record<string, Json> = {},
  question_ms = 5000,
): Promise<Bench> {
  const server = new ProtocolServer({ ...READY, ...routes });
  const base_url = await server.listen();
  const log = fakeLogger();
  const connector = new OllamaConnector(decodeConfig({ base_url, ...config }), { http: { fetch }, log, question_ms });
  t.teardown(async () => {
    await connector.dispose();
    await server.close();
  });
  const ask: Bench['ask'] = (changes = {}) => Array.fromAsync(connector.invoke(requestTo(MODEL, changes), never()));
  return { server, base_url, connector, log, ask };
}

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** The model that the stand-in for Ollama lists. */
export const OLLAMA_MODEL = 'quick:1b';
/** The model that the stand-in for LM Studio lists. */
export const LM_STUDIO_MODEL = 'slow/model-1b';

const ANSWERS = {
  ollama: {
    '/api/version': { version: '0.33.0' },
    '/api/tags': {
      models: [{ name: OLLAMA_MODEL, model: OLLAMA_MODEL, size: 1, digest: 'a'.repeat(64), details: {} }],
    },
    '/api/ps': { models: [] },
  },
  lmstudio: {
    '/api/v1/models': { models: [{ type: 'llm', key: LM_STUDIO_MODEL, loaded_instances: [{ id: LM_STUDIO_MODEL }] }] },
  },
} as const satisfies Record<string, Readonly<Record<string, object>>>;

/** A runtime as far as its lists go. */
export interface RuntimeLists {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Lists the models of a runtime on a free port.
 * @param delay_ms milliseconds before each answer; null takes connections and never answers.
 */
export async function serveLists(kind: keyof typeof ANSWERS, delay_ms: number | null): Promise<RuntimeLists> {
  const answers: Readonly<Record<string, object>> = ANSWERS[kind];
  const server = createServer(async ({ url = '/' }, response) => {
    if (delay_ms === null) return;
    if (delay_ms > 0) await sleep(delay_ms);
    const answer =
      answers[url] ?? (kind === 'lmstudio' ? { error: `Unexpected endpoint or method. (GET ${url})` } : null);
    if (answer === null) response.writeHead(404).end('404 page not found');
    else response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';

/** What a chat request asks for. */
export interface AskedOfModel {
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  /** The JSON Schema that the answer must have; absent for plain text. */
  readonly format?: unknown;
  /** Resolves when whoever asked has left or has everything. */
  readonly left: Promise<void>;
}

/** A model that says what a test wants, behind the protocol of Ollama, on a real socket. */
export interface ScriptedModel {
  readonly url: string;
  /** Every chat request so far. */
  readonly asked: readonly AskedOfModel[];
  close(): Promise<void>;
}

export const SCRIPTED = 'scripted:latest';
const DETAILS = {
  format: 'gguf',
  family: 'llama',
  families: ['llama'],
  parameter_size: '1B',
  quantization_level: 'Q4_0',
};
const TAGGED = {
  name: SCRIPTED,
  model: SCRIPTED,
  modified_at: '2026-01-01T00:00:00Z',
  size: 1_000,
  digest: 'ab'.repeat(32),
  details: DETAILS,
};
const SHOWN = {
  details: DETAILS,
  model_info: { 'general.architecture': 'llama', 'llama.context_length': 32_768 },
  capabilities: ['completion'],
};

/** Starts it. `answer` gives the words of an answer; they go out one by one, after the first `at_once` only `per_second` of them. */
export async function startScriptedModel(
  answer: (asked: AskedOfModel) => string | Promise<string>,
  { per_second = Number.POSITIVE_INFINITY, at_once = 0 }: { per_second?: number; at_once?: number } = {},
): Promise<ScriptedModel> {
  const asked: AskedOfModel[] = [];
  const chat = async (request: IncomingMessage, response: ServerResponse) => {
    const left = new Promise<void>((resolve) => response.once('close', resolve));
    const question: AskedOfModel = { ...JSON.parse(await text(request)), left };
    asked.push(question);
    const words = (await answer(question)).match(/\s*\S+\s*/g) ?? [''];
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    const line = (more: object) =>
      response.write(`${JSON.stringify({ model: SCRIPTED, created_at: TAGGED.modified_at, ...more })}\n`);
    const began = performance.now();
    for (const [index, content] of words.entries()) {
      const due = began + (Math.max(0, index - at_once) * 1000) / per_second - performance.now();
      if (due >= 1) await setTimeout(due);
      // Nobody listens any more: talking on would only keep the process of the test alive.
      if (response.destroyed) return;
      line({ message: { role: 'assistant', content }, done: false });
    }
    line({
      message: { role: 'assistant', content: '' },
      done: true,
      done_reason: 'stop',
      prompt_eval_count: 50,
      eval_count: words.length,
    });
    response.end();
  };
  const answers: Readonly<Record<string, unknown>> = {
    '/api/version': { version: '0.12.0' },
    '/api/tags': { models: [TAGGED] },
    '/api/ps': { models: [] },
    '/api/show': SHOWN,
  };
  const server = createServer((request, response) => {
    const known = answers[request.url ?? ''];
    if (request.url === '/api/chat') void chat(request, response);
    else
      response
        .writeHead(known === undefined ? 404 : 200, { 'content-type': 'application/json' })
        .end(JSON.stringify(known ?? {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Writes a studio.json that leads to it, before Studio starts over that data root. `more` are further settings. */
export async function configureScriptedModel(
  dataRoot: string,
  { url }: ScriptedModel,
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await mkdir(join(dataRoot, 'configs'), { recursive: true });
  const settings = {
    default_model: SCRIPTED,
    default_connector: 'ollama',
    plugins: { 'connector-ollama': { base_url: url } },
    ...more,
  };
  await writeFile(join(dataRoot, 'configs', 'studio.json'), JSON.stringify(settings));
}

import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRecord, type Json, type JsonObject } from '@kora/contracts';
import type { RuntimeCondition } from '@kora/plugin-sdk/testing';
import { recording } from './recording.ts';

const WORDS = ['lamp', 'tower', 'storm', 'keeper', 'wave', 'stone', 'night', 'ship'];
const LONGEST_ANSWER = 60;
const CONTEXT = 2048;
const COUNT = '/v1/chat/completions/input_tokens';

/** What the recorded server said to a question. */
const recorded = (name: string): Json => JSON.parse(recording(name).body.toString());

function say(response: ServerResponse, status: number, body: Json): void {
  // Every error of llama-server ends its connection.
  const connection = status === 200 ? 'keep-alive' : 'close';
  response.writeHead(status, { server: 'llama.cpp', 'content-type': 'application/json; charset=utf-8', connection });
  response.end(JSON.stringify(body));
}

function tokensOf({ messages }: JsonObject): number {
  const contents = (Array.isArray(messages) ? messages : []).map((item) => (isRecord(item) ? item.content : ''));
  return 10 + contents.join(' ').split(/\s+/).filter(Boolean).length;
}

function chunk(delta: JsonObject, finish_reason: string | null, more: JsonObject = {}): string {
  const choices = [{ finish_reason, index: 0, delta }];
  return `data: ${JSON.stringify({ choices, created: 1795212717, model: 'tiny.gguf', object: 'chat.completion.chunk', ...more })}\n\n`;
}

function piecesOf({ response_format, seed }: JsonObject): readonly string[] {
  if (response_format !== undefined) return ['{"urgent":', ' true', ', "topic":', ' "other"', '}'];
  let state = Number(seed ?? 0) + 1;
  return Array.from({ length: LONGEST_ANSWER }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return `${WORDS[state % WORDS.length]} `;
  });
}

/** A router with one model, in the formats of the recorded llama-server, that can be brought into any condition. */
export class WellBehavedServer {
  readonly #server = createServer(async (request, response) => {
    const sent = await text(request);
    await this.#answer(request.url ?? '', sent === '' ? {} : JSON.parse(sent), response);
  });
  #condition: RuntimeCondition = 'ready';
  #isLoaded = false;
  #port = 0;

  async start(): Promise<string> {
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
    return `http://127.0.0.1:${this.#port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    if (this.#server.listening) await new Promise((resolve) => this.#server.close(resolve));
  }

  async become(condition: RuntimeCondition): Promise<void> {
    if (condition === 'not_running') await this.close();
    else if (this.#condition === 'not_running') await this.start();
    this.#condition = condition;
  }

  async #answer(path: string, body: JsonObject, response: ServerResponse): Promise<void> {
    if (this.#condition === 'loading') say(response, 503, recorded('health_loading_then_ok'));
    else if (path === '/health') say(response, 200, recorded('k_health'));
    else if (path === '/props') say(response, 200, recorded('r_props'));
    else if (path.startsWith('/props?model=')) say(response, 200, recorded('props'));
    else if (path === '/v1/models') say(response, 200, this.#list());
    else if (path === '/models/load' || path === '/models/unload') this.#switch(path === '/models/load', response);
    else if (path === COUNT) say(response, 200, { input_tokens: tokensOf(body), object: 'response.input_tokens' });
    else if (path === '/v1/chat/completions') await this.#chat(body, response);
    else say(response, 404, recorded('unknown'));
  }

  #list(): JsonObject {
    const list = recorded('models') as { readonly data: readonly JsonObject[] };
    const status = { value: this.#isLoaded ? 'loaded' : 'unloaded', args: [] };
    return { data: list.data.map((model) => ({ ...model, status })), object: 'list' };
  }

  #switch(toLoaded: boolean, response: ServerResponse): void {
    const message = `model is ${toLoaded ? 'already' : 'not'} running`;
    const isRefused = toLoaded === this.#isLoaded;
    this.#isLoaded = toLoaded;
    if (isRefused) say(response, 400, { error: { code: 400, message, type: 'invalid_request_error' } });
    else say(response, 200, recorded('r_unload'));
  }

  async #chat(body: JsonObject, response: ServerResponse): Promise<void> {
    // A queued request gets no byte and no header.
    if (this.#condition === 'busy') return;
    this.#isLoaded = true;
    const prompt_tokens = tokensOf(body);
    if (prompt_tokens >= CONTEXT) return say(response, 400, recorded('overflow_stream'));
    response.writeHead(200, { server: 'llama.cpp', 'content-type': 'text/event-stream' });
    response.write(chunk({ role: 'assistant', content: null }, null));
    const all = piecesOf(body);
    const pieces = all.slice(0, Number(body.max_tokens));
    for (const [i, content] of pieces.entries()) {
      if (response.destroyed) return;
      response.write(chunk({ content }, null));
      await sleep(1);
      if (this.#condition === 'dying' && i === 1) return void response.socket?.resetAndDestroy();
    }
    response.write(chunk({}, pieces.length < all.length ? 'length' : 'stop'));
    const usage = { prompt_tokens, completion_tokens: pieces.length, total_tokens: prompt_tokens + pieces.length };
    response.end(`${chunk({}, null, { choices: [], usage })}data: [DONE]\n\n`);
  }
}

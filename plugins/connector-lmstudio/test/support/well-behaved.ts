import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRecord, type Json, type JsonObject } from '@kora/contracts';
import { EMBEDDING, instance, nativeModel } from './lists.ts';
import type { Reply, SeenRequest } from './lm-studio-server.ts';
import { chunk, DONE, json, openStream, usage } from './replies.ts';

const WORDS = ['lamp', 'tower', 'storm', 'keeper', 'wave', 'stone', 'night', 'ship'];
const LONGEST_ANSWER = 60;
const LOAD_MS = 20;

const error = (status: number, message: string, code: string | null = null) =>
  json(status, { error: { message, type: 'invalid_request_error', param: 'model', code } });

/** A value of a schema, as a grammar would force it. */
function exampleOf(schema: Json): Json {
  const node = isRecord(schema) ? (schema as JsonObject) : {};
  if (Array.isArray(node.enum)) return node.enum[0] ?? null;
  if (isRecord(node.properties)) {
    return Object.fromEntries(
      Object.entries(node.properties as JsonObject).map(([key, item]) => [key, exampleOf(item)]),
    );
  }
  return node.type === 'boolean';
}

function piecesOf(body: JsonObject): readonly string[] {
  const format = isRecord(body.response_format) ? body.response_format : null;
  const schema = format !== null && isRecord(format.json_schema) ? format.json_schema.schema : undefined;
  if (schema !== undefined) return JSON.stringify(exampleOf(schema as Json)).match(/.{1,6}/g) ?? [];
  let state = Number(body.seed ?? 0) + 1;
  return Array.from({ length: LONGEST_ANSWER }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return `${WORDS[state % WORDS.length]} `;
  });
}

function promptTokens({ messages }: JsonObject): number {
  const contents = (Array.isArray(messages) ? messages : []).map((message) =>
    isRecord(message) ? message.content : '',
  );
  return 10 + contents.join(' ').split(/\s+/).length;
}

/** A model that LM Link would run on another machine. */
export const FAR_MODEL = 'qwen/qwen3-32b';

/** An LM Studio of the documented kind with three models, `qwen/qwen3-4b` not yet loaded, that loads on demand. */
export class WellBehaved {
  readonly #key = 'qwen/qwen3-4b';
  readonly #context = 4096;
  #isLoaded = false;
  #looks = 0;

  readonly routes: Readonly<Record<string, Reply>> = {
    'GET /api/v1/models': (response, request) => json(200, { models: this.#list() })(response, request),
    'POST /api/v1/models/unload': (response, request) => this.#unload(response, request),
    'POST /api/v1/models/download': json(200, {
      job_id: 'job_493c7c9ded',
      status: 'downloading',
      total_size_bytes: 400,
      downloaded_bytes: 0,
      started_at: '2026-04-29T15:33:23.496Z',
    }),
    'GET /api/v1/models/download/status/job_493c7c9ded': (response, request) => this.#look(response, request),
    'POST /v1/embeddings': (response, request) => this.#embed(response, request),
    'POST /v1/chat/completions': (response, request) => this.#chat(response, request),
  };

  #list(): readonly JsonObject[] {
    const loaded_instances = this.#isLoaded ? [instance(this.#key, this.#context)] : [];
    const far = nativeModel(FAR_MODEL, { device_identifier: 'desk-7f3a' });
    return [nativeModel(this.#key, { loaded_instances }), far, EMBEDDING];
  }

  #unload(response: ServerResponse, request: SeenRequest): void | Promise<void> {
    const { instance_id } = request.body;
    if (!this.#isLoaded || instance_id !== this.#key) return error(404, 'No such instance')(response, request);
    this.#isLoaded = false;
    return json(200, { instance_id })(response, request);
  }

  #look(response: ServerResponse, request: SeenRequest): void | Promise<void> {
    this.#looks += 1;
    const status = this.#looks < 3 ? 'downloading' : 'completed';
    const downloaded_bytes = Math.min(400, this.#looks * 150);
    return json(200, { job_id: 'job_493c7c9ded', status, total_size_bytes: 400, downloaded_bytes })(response, request);
  }

  #embed(response: ServerResponse, request: SeenRequest): void | Promise<void> {
    const { input, model } = request.body;
    const data = (Array.isArray(input) ? input : []).map((text, index) => {
      const { length } = String(text);
      return { object: 'embedding', embedding: [1 / length, length / 100, 0.5], index };
    });
    // Its documentation shows zeros here.
    const counts = { prompt_tokens: 0, total_tokens: 0 };
    return json(200, { object: 'list', data, model: model ?? '', usage: counts })(response, request);
  }

  async #chat(response: ServerResponse, request: SeenRequest): Promise<void> {
    const { body } = request;
    if (body.model !== this.#key) {
      const message = `Invalid model identifier "${body.model}". Please specify a valid downloaded model (e.g., ${this.#key}).`;
      return error(400, message, 'model_not_found')(response, request);
    }
    if (!this.#isLoaded) await sleep(LOAD_MS);
    this.#isLoaded = true;
    const prompt = promptTokens(body);
    if (prompt >= this.#context) {
      const text = `The number of tokens to keep from the initial prompt is greater than the context length (n_keep: ${prompt}>= n_ctx: ${this.#context}). Try to load the model with a larger context length, or provide a shorter input.`;
      return json(400, { error: text })(response, request);
    }
    openStream(response);
    const all = piecesOf(body);
    const pieces = all.slice(0, Number(body.max_tokens));
    for (const content of pieces) {
      if (response.destroyed) return;
      response.write(chunk({ content }));
      await sleep(1);
    }
    response.write(chunk({}, pieces.length < all.length ? 'length' : 'stop'));
    response.end(`${usage(prompt, pieces.length)}${DONE}`);
  }
}

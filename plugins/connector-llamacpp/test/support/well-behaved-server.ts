import { setTimeout as sleep } from 'node:timers/promises';
import type { RuntimeCondition } from '@kora/plugin-sdk/testing';
import { recording } from './recording.ts';
import { json, ReplayServer, type Reply, replay, type SeenRequest } from './replay-server.ts';

/** What of a request decides the answer. */
interface Asked {
  readonly model: string;
  readonly messages: readonly { readonly content: string }[];
  readonly response_format?: unknown;
  readonly max_tokens: number;
  readonly seed: number;
  readonly input: readonly string[];
}

const asked = ({ body }: SeenRequest): Asked => JSON.parse(body);
const recorded = (name: string) => JSON.parse(recording(name).body.toString());
const error = (status: number, message: string, type: string, more = {}) =>
  json(status, { error: { code: status, message, type, ...more } });

function tokensOf({ messages }: Asked): number {
  return messages.reduce((sum, { content }) => sum + content.split(/\s+/).filter(Boolean).length + 4, 0);
}

/** The pieces of an answer: of the schema where there is one, else a story that depends on the seed. */
function answerOf({ response_format, seed }: Asked): readonly string[] {
  if (response_format !== undefined) return ['{"urgent":', ' true', ',"topic":', '"other"', '}'];
  return Array.from({ length: 60 }, (_, i) => ` wave${(seed * 31 + i * 7) % 97}`);
}

const embeddings: Reply = (socket, request) => {
  const { input, model } = asked(request);
  // Out of order, because only `index` says which is which.
  const data = input
    .map((text, index) => ({ embedding: [text.length / 100, 0.5, 0.25], index, object: 'embedding' }))
    .reverse();
  return json(200, { model, object: 'list', usage: { prompt_tokens: 2, total_tokens: 2 }, data })(socket, request);
};

/**
 * A llama-server that does everything right and has no model inside, in the shapes that the real one was recorded with: plain
 * with one model, or a router with several, which loads and unloads them a while after it said that it would.
 */
export class WellBehavedServer extends ReplayServer {
  /** Models of the router; a plain server has the first and only that. */
  readonly states = new Map<string, 'unloaded' | 'loading' | 'loaded'>();
  /** Models whose file is broken. */
  readonly broken = new Set<string>();
  /** Milliseconds that loading and unloading take. */
  readonly load_ms: number = 30;
  readonly #context: number;
  #condition: RuntimeCondition = 'ready';
  /** Slots that are taken, for `/slots`. */
  generating = 0;

  /** @param router whether it is one. */
  constructor(router: boolean, models: readonly string[], routes: Readonly<Record<string, Reply>> = {}) {
    const of =
      (reply: (self: WellBehavedServer, request: SeenRequest) => Reply): Reply =>
      (socket, request) =>
        reply(this, request)(socket, request);
    super({
      'GET /health': replay('k_health'),
      'GET /v1/models': of((self) => json(200, router ? self.#list() : recorded('models'))),
      'GET /props': of((self, { path }) => (router ? self.#routerProps(path) : json(200, recorded('props')))),
      'GET /slots': of((self) => json(200, [{ id: 0, n_ctx: self.#context, is_processing: self.generating > 0 }])),
      'POST /v1/chat/completions/input_tokens': of((self, request) =>
        self.#served(request, () =>
          json(200, { input_tokens: tokensOf(asked(request)), object: 'response.input_tokens' }),
        ),
      ),
      'POST /v1/chat/completions': of((self, request) => self.#served(request, () => self.#chat)),
      'POST /v1/embeddings': of((self, request) => self.#served(request, () => embeddings)),
      ...(router
        ? {
            'POST /models/load': of((self, request) => self.#load(asked(request).model)),
            'POST /models/unload': of((self, request) => self.#unload(asked(request).model)),
          }
        : {}),
      ...routes,
    });
    // As their recorded lists say.
    this.#context = router ? 512 : 2048;
    for (const model of models) this.states.set(model, router ? 'unloaded' : 'loaded');
  }

  /** Brings it into a condition that the conformance suite knows. */
  async become(condition: RuntimeCondition): Promise<void> {
    if (condition === 'not_running') await this.close();
    else if (this.#condition === 'not_running') await this.listen();
    this.#condition = condition;
  }

  protected override replyTo(request: SeenRequest): Reply {
    return this.#condition === 'loading' ? replay('health_loading_then_ok') : super.replyTo(request);
  }

  #list() {
    const [loaded, unloaded] = [recorded('r_models2').data[1], recorded('r_models').data[1]];
    const data = [...this.states].map(([id, state]) => {
      const item = structuredClone(state === 'loaded' ? loaded : unloaded);
      const failed = state === 'unloaded' && this.broken.has(id) ? { exit_code: 1, failed: true } : {};
      return { ...item, id, status: { ...item.status, value: state, ...failed } };
    });
    return { data, object: 'list' };
  }

  #routerProps(path: string): Reply {
    const model = new URL(path, 'http://x').searchParams.get('model');
    return json(200, model === null ? recorded('r_props') : recorded('r_propsmodel'));
  }

  #load(model: string): Reply {
    const state = this.states.get(model);
    if (state === undefined) return error(400, `model '${model}' not found`, 'invalid_request_error');
    if (state !== 'unloaded') return replay('r_loadagain');
    this.#become(model, 'loading', this.broken.has(model) ? 'unloaded' : 'loaded');
    return replay('r_load');
  }

  #unload(model: string): Reply {
    if (this.states.get(model) !== 'loaded') return replay('r_unload_not');
    this.#become(model, 'loaded', 'unloaded');
    return replay('r_unload');
  }

  #become(model: string, now: 'loading' | 'loaded', then: 'loaded' | 'unloaded'): void {
    this.states.set(model, now);
    setTimeout(() => this.states.set(model, then), this.load_ms).unref();
  }

  /** What a loaded model answers; a router started with --no-models-autoload says no for the others. */
  #served(request: SeenRequest, reply: () => Reply): Reply {
    const { model } = asked(request);
    const state = this.states.get(model);
    if (state === undefined) return error(400, `model '${model}' not found`, 'invalid_request_error');
    return state === 'loaded' ? reply() : replay('r_noautoload');
  }

  readonly #chat: Reply = async (socket, request) => {
    // A queued request gets no byte and no header.
    if (this.#condition === 'busy') return;
    const body = asked(request);
    const n_prompt_tokens = tokensOf(body);
    if (n_prompt_tokens >= this.#context) {
      const message = `request (${n_prompt_tokens} tokens) exceeds the available context size (${this.#context} tokens), try increasing it`;
      return error(400, message, 'exceed_context_size_error', { n_prompt_tokens, n_ctx: this.#context })(
        socket,
        request,
      );
    }
    this.generating += 1;
    const answer = answerOf(body);
    const said = answer.slice(0, body.max_tokens);
    const [first, , ...rest] = recording('chat_stream').body.toString().split('\n\n');
    const [finish = '', usage = ''] = rest.slice(-4);
    const piece = (text: string) =>
      `${first}`.replace('"role":"assistant","content":null', `"content":${JSON.stringify(text)}`);
    const send = (event: string) => {
      const bytes = Buffer.from(`${event}\n\n`);
      socket.write(`${bytes.length.toString(16)}\r\n${event}\n\n\r\n`);
    };
    socket.write(recording('chat_stream').head);
    send(`${first}`);
    for (const [at, text] of said.entries()) {
      if (socket.destroyed) break;
      send(piece(text));
      await sleep(1);
      if (this.#condition !== 'dying' || at === 0) continue;
      // What was sent has to arrive, which a reset does not wait for.
      await sleep(20);
      socket.resetAndDestroy();
      break;
    }
    this.generating -= 1;
    if (socket.destroyed) return;
    const tokens = { completion_tokens: said.length, prompt_tokens: n_prompt_tokens };
    send(finish.replace('"length"', said.length < answer.length ? '"length"' : '"stop"'));
    send(usage.replace(/"usage":\{.*?\}\}/, `"usage":${JSON.stringify(tokens)}`));
    send('data: [DONE]');
    socket.write('0\r\n\r\n');
  };
}

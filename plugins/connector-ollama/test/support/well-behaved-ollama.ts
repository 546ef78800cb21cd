import { setTimeout as sleep } from 'node:timers/promises';
import { CLOUD_STUB, done, MODEL, PS, piece, tag, VERSION } from './ollama-bodies.ts';
import { goJson, json, ndjson, plain, type Reply, type SeenRequest } from './replies.ts';

/** What of a request decides the answer. */
interface Asked {
  readonly model: string;
  readonly messages: readonly { readonly content: string }[];
  readonly format?: unknown;
  readonly keep_alive?: unknown;
  readonly input: readonly string[];
  readonly options: { readonly num_ctx: number; readonly num_predict: number; readonly seed: number };
}

const asked = (request: SeenRequest): Asked => JSON.parse(request.text);
const notFound = (model: string) => json(404, { error: `model '${model}' not found` });

function tokensOf({ messages }: Asked): number {
  return messages.reduce((sum, { content }) => sum + content.split(/\s+/).filter(Boolean).length + 4, 0);
}

/** The pieces of an answer: of the schema where there is one, else a story that depends on the seed. */
function answerOf({ format, options }: Asked): readonly string[] {
  if (format !== undefined) return ['{"urgent":', ' true', ',"topic":', '"other"', '}'];
  return Array.from({ length: 60 }, (_, i) => ` wave${(options.seed * 31 + i * 7) % 97}`);
}

const chat: Reply = async (response, request) => {
  const body = asked(request);
  if (body.model !== MODEL) return notFound(body.model)(response, request);
  if (body.messages.length === 0) {
    const reason = body.keep_alive === 0 ? 'unload' : 'load';
    const { message, created_at, model } = piece('');
    return json(200, { model, created_at, message, done: true, done_reason: reason })(response, request);
  }
  const prompt = tokensOf(body);
  if (prompt > body.options.num_ctx) {
    const error =
      'the prompt is longer than the context length currently available to the model; shorten the prompt, adjust the context length in settings, or use a model with a longer context length';
    return json(400, { error })(response, request);
  }
  const answer = answerOf(body);
  const said = answer.slice(0, body.options.num_predict);
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  for (const text of said) {
    if (response.destroyed) return;
    response.write(`${goJson(piece(text))}\n`);
    await sleep(1);
  }
  const done_reason = said.length < answer.length ? 'length' : 'stop';
  response.end(`${goJson(done({ done_reason, prompt_eval_count: prompt, eval_count: said.length }))}\n`);
};

const embed: Reply = (response, request) => {
  const { model, input } = asked(request);
  if (model !== MODEL) return notFound(model)(response, request);
  const embeddings = input.map((text) => [text.length / 100, 0.5, 0.25]);
  return json(200, { model, embeddings, total_duration: 14143917, load_duration: 1019500, prompt_eval_count: 8 })(
    response,
    request,
  );
};

const LAYERS = [
  { status: 'pulling dde5aa3fc5ff', digest: `sha256:${'d'.repeat(64)}`, total: 4000 },
  { status: 'pulling 966de95ca8a6', digest: `sha256:${'9'.repeat(64)}`, total: 10 },
];

/** Layers one after the other, with the step back that Ollama makes when a part of one has to be fetched again. */
const pull = ndjson([
  { status: 'pulling manifest' },
  ...LAYERS.flatMap((layer) => [layer, { ...layer, completed: layer.total / 2 }, { ...layer, completed: 1 }]),
  ...LAYERS.map((layer) => ({ ...layer, completed: layer.total })),
  { status: 'verifying sha256 digest' },
  { status: 'writing manifest' },
  { status: 'success' },
]);

/** An Ollama that does everything right, with one model. */
export const WELL_BEHAVED: Readonly<Record<string, Reply>> = {
  'GET /': plain(200, 'Ollama is running'),
  'GET /api/version': json(200, VERSION),
  'GET /api/tags': json(200, { models: [tag(), CLOUD_STUB] }),
  'GET /api/ps': json(200, PS),
  'POST /api/chat': chat,
  'POST /api/embed': embed,
  'POST /api/pull': pull,
};

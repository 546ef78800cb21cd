/**
 * A program: a stand-in that speaks the protocol of a llama-server with several models. The name of a model is how many tokens it
 * has ready per second, exactly; `paced-0` writes as fast as it can. It tells its parent when the connection of an answer that
 * was not finished closes.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate, setTimeout } from 'node:timers/promises';

/** Milliseconds of the clock that all processes of a machine share. */
const now = () => Number(process.hrtime.bigint()) / 1e6;

const models = process.argv.slice(2).map((id) => ({ id, owned_by: 'llamacpp', meta: { n_ctx: 100_000 } }));
const ANSWERS: Readonly<Record<string, unknown>> = {
  'GET /health': { status: 'ok' },
  'GET /props': { default_generation_settings: { n_ctx: 100_000 }, build_info: 'stand-in' },
  'GET /v1/models': { object: 'list', data: models },
  'POST /v1/chat/completions/input_tokens': { input_tokens: 12 },
};

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString());
}

const event = (fields: object) =>
  `data: ${JSON.stringify({ created: 1_795_212_717, id: 'chatcmpl-1', object: 'chat.completion.chunk', ...fields })}\n\n`;
const choice = (finish_reason: string | null, delta: object) =>
  event({ choices: [{ finish_reason, index: 0, delta }] });

async function stream(response: ServerResponse, model: string, tokens: number): Promise<void> {
  const period = 1000 / Number(model.replace('paced-', ''));
  response.once('close', () => response.writableFinished || process.send?.({ closed_at: now() }));
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(choice(null, { role: 'assistant', content: null }));
  const started = now();
  for (let token = 0; token < tokens && !response.destroyed; token++) {
    const wait = Number.isFinite(period) ? started + token * period - now() : 0;
    if (wait > 0) await setTimeout(wait);
    else if (token % 16 === 15) await setImmediate();
    if (!response.write(choice(null, { content: ` t${token}` })) && !response.destroyed) {
      await Promise.race([once(response, 'drain'), once(response, 'close')]);
    }
  }
  response.write(choice('stop', {}));
  response.write(event({ choices: [], usage: { completion_tokens: tokens, prompt_tokens: 12 } }));
  response.end('data: [DONE]\n\n');
}

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const body = await bodyOf(request);
  if (pathname === '/v1/chat/completions') return stream(response, String(body.model), Number(body.max_tokens));
  const known = ANSWERS[`${request.method} ${pathname}`];
  response.writeHead(known === undefined ? 404 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(known ?? { error: { code: 404, message: 'File Not Found', type: 'not_found_error' } }));
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});

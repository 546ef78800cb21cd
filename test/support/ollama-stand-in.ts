import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Test } from 'tap';

const details = { format: 'gguf', family: 'qwen3', quantization_level: 'Q4_K_M', context_length: 4096 };
const ANSWER = { message: { role: 'assistant', content: '{"answer":"yes"}' }, done: true, done_reason: 'stop' };

/** A model of `GET /api/tags`; with `remote_host` one that Ollama would ask another machine for. */
export const ollamaModel = (name: string, more: { readonly remote_host?: string } = {}) => ({
  name,
  digest: 'a'.repeat(64),
  details,
  capabilities: [],
  ...more,
});

/**
 * An Ollama with these models that answers every chat with `{"answer":"yes"}`, until the test ends.
 * @param host 127.0.0.2 is another machine to Studio, which takes only 127.0.0.1 for its own.
 * @returns its address, and the models that were asked, as they are asked.
 */
export async function startOllama(t: Test, host: string, models: readonly ReturnType<typeof ollamaModel>[]) {
  const chats: string[] = [];
  const answers: Readonly<Record<string, object>> = {
    '/api/version': { version: '0.33.0' },
    '/api/tags': { models },
    '/api/ps': { models: [] },
    '/api/chat': { ...ANSWER, prompt_eval_count: 40, eval_count: 9 },
  };
  const server = createServer(async (request, response) => {
    const sent = await text(request);
    if (request.url === '/api/chat') chats.push(JSON.parse(sent).model);
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    response.end(`${JSON.stringify(answers[request.url ?? ''] ?? {})}\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  return { base_url: `http://${host}:${(server.address() as AddressInfo).port}`, chats };
}

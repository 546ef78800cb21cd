import { once } from 'node:events';
import { startChildServer } from '../servers/child-server.ts';
import type { TokenStream } from './token-stream.ts';

/** What the process with node-llama-cpp in it is asked. */
export interface NodeLlamaAsk {
  readonly seed: number;
  readonly tokens: number;
}

/** node-llama-cpp with the model in a process of its own, whose times are taken inside of that process. */
export async function withNodeLlama<T>(
  model: string,
  context_tokens: number,
  use: (stream: TokenStream) => Promise<T>,
): Promise<T> {
  const program = new URL('serve-node-llama.ts', import.meta.url);
  const server = await startChildServer(program, [model, String(context_tokens)]);
  try {
    return await use({
      name: 'node-llama-cpp in process',
      async ask(seed, tokens) {
        const answered = once(server.process, 'message');
        server.process.send({ seed, tokens } satisfies NodeLlamaAsk);
        const [streamed] = await answered;
        return streamed;
      },
    });
  } finally {
    await server.stop();
  }
}

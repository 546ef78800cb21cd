import { sseEvents } from './sse-data.ts';
import { MESSAGES, SAMPLING, Stopwatch, type TokenStream } from './token-stream.ts';

/** A llama-server, asked as its own clients ask it. */
export const llamaServerStream = (url: string, name: string, model?: string): TokenStream => ({
  name,
  async ask(seed, tokens) {
    const body = {
      ...(model === undefined ? {} : { model }),
      messages: MESSAGES,
      ...SAMPLING,
      repeat_penalty: 1,
      max_tokens: tokens,
      seed,
      cache_prompt: false,
      stream: true,
      stream_options: { include_usage: true },
    };
    const watch = new Stopwatch();
    let counted = 0;
    const response = await fetch(new URL('/v1/chat/completions', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    for await (const { data } of sseEvents(response)) {
      if (data === '[DONE]') break;
      const { choices, usage } = JSON.parse(data);
      const content = choices[0]?.delta.content;
      if (typeof content === 'string' && content !== '') watch.piece();
      counted = usage?.completion_tokens ?? counted;
    }
    return watch.read(counted, name);
  },
});

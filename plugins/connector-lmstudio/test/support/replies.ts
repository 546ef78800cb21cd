import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Json, JsonObject } from '@kora/contracts';
import type { Reply } from './lm-studio-server.ts';

/** An answer with a JSON body. */
export function json(status: number, body: unknown): Reply {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify(body));
  };
}

/** An answer that is not JSON. */
export function plain(status: number, body: string): Reply {
  return (response) => void response.writeHead(status, { 'content-type': 'text/plain' }).end(body);
}

/** Answers only after some time, without a byte before. */
export function later(milliseconds: number, reply: Reply): Reply {
  return async (response, request) => {
    await sleep(milliseconds);
    if (!response.destroyed) await reply(response, request);
  };
}

/** Never answers. */
export const silence: Reply = () => undefined;

/** One reply after the other; the last one again and again. */
export function inOrder(...replies: readonly Reply[]): Reply {
  let count = 0;
  return (response, request) => {
    const reply = replies[Math.min(count, replies.length - 1)];
    count += 1;
    return reply?.(response, request);
  };
}

/** The `data:` line of a chunk as LM Studio writes it: with `created` and a fingerprint, usage apart. */
export function chunk(delta: JsonObject, finish_reason: string | null = null, more: JsonObject = {}): string {
  return event({
    id: 'chatcmpl-ohpdozcvcgbgxq5y5y768',
    object: 'chat.completion.chunk',
    created: 1_738_343_241,
    model: 'qwen/qwen3-4b',
    system_fingerprint: 'qwen/qwen3-4b',
    choices: [{ index: 0, delta, logprobs: null, finish_reason }],
    ...more,
  });
}

/** The last chunk with `include_usage`: no choices. */
export function usage(prompt_tokens: number, completion_tokens: number): string {
  const total_tokens = prompt_tokens + completion_tokens;
  return chunk({}, null, { choices: [], usage: { prompt_tokens, completion_tokens, total_tokens } });
}

/** One event, named or not. */
export function event(data: Json | undefined, name?: string): string {
  return `${name === undefined ? '' : `event: ${name}\n`}data: ${JSON.stringify(data)}\n\n`;
}

export const DONE = 'data: [DONE]\n\n';

/** An answer of so many pieces of text, complete with usage and end marker. */
export function answer(...pieces: readonly string[]): string {
  const deltas = pieces.map((content, i) => chunk({ ...(i === 0 ? { role: 'assistant' } : {}), content }));
  return [...deltas, chunk({}, 'stop'), usage(11, pieces.length), DONE].join('');
}

export function openStream(response: ServerResponse): ServerResponse {
  return response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
}

/** A stream in packets of so many bytes, all in one unless given. */
export function stream(body: string, size = Number.MAX_SAFE_INTEGER): Reply {
  return async (response) => {
    openStream(response);
    const bytes = Buffer.from(body);
    for (let at = 0; at < bytes.length; at += size) {
      response.write(bytes.subarray(at, at + size));
      if (size < bytes.length) await new Promise(setImmediate);
    }
    response.end();
  };
}

/** The beginning of a stream; then the connection breaks, or nothing more comes. */
export function beginning(body: string, then: 'break' | 'silence'): Reply {
  return async (response) => {
    openStream(response).write(body);
    if (then === 'silence') return;
    await sleep(20);
    response.socket?.resetAndDestroy();
  };
}

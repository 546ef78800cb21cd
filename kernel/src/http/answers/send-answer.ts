import type { ServerResponse } from 'node:http';
import type { Context } from 'koa';
import type { Answer } from './answer.ts';
import { isLong } from './json-pieces.ts';
import { printJson } from './print-json.ts';
import { PAGE_POLICY } from './security-headers.ts';
import { type EventStreamOptions, sendEvents } from './send-events.ts';

function end(response: ServerResponse, status: number, type: string, content: string | Uint8Array): void {
  const headers = { 'Content-Type': type, 'Content-Length': Buffer.byteLength(content) };
  response.writeHead(status, headers).end(content);
}

const JSON_TYPE = 'application/json; charset=utf-8';

async function endWithJson(response: ServerResponse, status: number, body: unknown): Promise<void> {
  if (!isLong(body)) return end(response, status, JSON_TYPE, JSON.stringify(body));
  const parts = await printJson(body);
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  response.writeHead(status, { 'Content-Type': JSON_TYPE, 'Content-Length': length });
  for (const part of parts) response.write(part);
  response.end();
}

/** Puts a route's answer on the wire, past Koa's own serialisation. */
export async function sendAnswer(ctx: Context, answer: Answer, stream: () => EventStreamOptions): Promise<void> {
  const { res: response } = ctx;
  ctx.respond = false;
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  switch (answer.kind) {
    case 'json':
      return endWithJson(response, answer.status, answer.body);
    case 'events':
      if (ctx.method === 'HEAD') return end(response, 200, 'text/event-stream; charset=utf-8', '');
      return sendEvents(response, answer.events, stream());
    case 'page':
      response.setHeader('Content-Security-Policy', answer.policy ?? PAGE_POLICY);
      return end(response, 200, answer.type, answer.content);
    case 'file':
      return end(response, 200, answer.type, answer.bytes);
    case 'redirect':
      response.writeHead(303, { Location: answer.location, 'Content-Length': 0 }).end();
      return;
    case 'nothing':
      response.writeHead(204).end();
  }
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** A request as it came over the wire. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  /** Resolves when the client's side of the connection is gone. */
  readonly closed: Promise<void>;
}

/** Writes an answer, or does not. */
export type Reply = (response: ServerResponse, request: SeenRequest) => void | Promise<void>;

/** JSON as Go writes it: the characters of HTML escaped. */
export function goJson(value: unknown): string {
  const escapes: Record<string, string> = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026' };
  return JSON.stringify(value).replace(/[<>&]/g, (character) => escapes[character] ?? character);
}

/** What gin's `c.JSON` answers. */
export function json(status: number, body: unknown): Reply {
  return (response) => void raw(status, 'application/json; charset=utf-8', goJson(body))(response);
}

/** A plain text, such as gin's own 404. */
export function plain(status: number, text: string): Reply {
  return (response) => void raw(status, 'text/plain', text)(response);
}

function raw(status: number, type: string, text: string) {
  return (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) });
    response.end(text);
  };
}

export const NOT_FOUND_TEXT = plain(404, '404 page not found');

/** The status and nothing else, as for a deleted model or a Host that is not accepted. */
export function empty(status: number): Reply {
  return (response) => void response.writeHead(status, { 'content-length': 0 }).end();
}

/** Objects of a stream, a line each, as `application/x-ndjson` in chunks of so many bytes, each a packet of its own. */
export function ndjson(lines: readonly unknown[], bytes = Number.POSITIVE_INFINITY): Reply {
  return async (response) => {
    const text = Buffer.from(lines.map((line) => `${typeof line === 'string' ? line : goJson(line)}\n`).join(''));
    await begin(response, text, bytes);
    response.end();
  };
}

/** The lines of a stream, after which the connection breaks or nothing comes any more. */
export function cut(lines: readonly unknown[], then: 'break' | 'silence', tail = ''): Reply {
  return async (response) => {
    await begin(response, Buffer.from(lines.map((line) => `${goJson(line)}\n`).join('') + tail));
    if (then === 'silence') return;
    await sleep(20);
    response.socket?.resetAndDestroy();
  };
}

async function begin(response: ServerResponse, text: Buffer, bytes = Number.POSITIVE_INFINITY): Promise<void> {
  response.socket?.setNoDelay(true);
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  response.flushHeaders();
  for (let at = 0; at < text.length; at += bytes) {
    response.write(text.subarray(at, at + bytes));
    await new Promise(setImmediate);
  }
}

/** Answers only after some time, without a byte before, as while a model loads or a request waits. */
export function later(milliseconds: number, reply: Reply): Reply {
  return async (response, request) => {
    await sleep(milliseconds);
    if (!response.destroyed) await reply(response, request);
  };
}

export const silence: Reply = () => undefined;

import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Json } from '@kora/contracts';
import type { Logger } from '@kora/plugin-sdk';
import type { Mixed } from 'io-ts';
import { type HttpHost, startHttpHost } from '../../../src/http/host.ts';
import type { HttpLimits } from '../../../src/http/limits.ts';
import { MemoryKernel } from './memory-kernel.ts';

export const TOKEN = 'test-token-of-no-value';

/** Log lines as they were written, for tests that look for what must not be there. */
export class MemoryLogger implements Logger {
  readonly lines: { level: string; message: string; fields: Record<string, Json> }[] = [];
  readonly #add =
    (level: string) =>
    (message: string, fields: Record<string, Json> = {}) => {
      this.lines.push({ level, message, fields });
    };
  readonly debug = this.#add('debug');
  readonly info = this.#add('info');
  readonly warn = this.#add('warn');
  readonly error = this.#add('error');
}

export interface Started {
  readonly host: HttpHost;
  readonly kernel: MemoryKernel;
  readonly logger: MemoryLogger;
  /** Sends a request with the token; a body is sent as JSON. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
}

/** A real host on a free port, over a kernel in memory. It is closed with the test. */
export async function startHost(
  t: { teardown(close: () => Promise<void>): void },
  limits: Partial<HttpLimits> = {},
  kernel = new MemoryKernel(),
): Promise<Started> {
  const logger = new MemoryLogger();
  const bounds = { max_body_bytes: 1_000_000, close_grace_ms: 200, ...limits };
  const host = await startHttpHost({ api: kernel, token: TOKEN, port: 0, logger, limits: bounds });
  t.teardown(() => host.close());
  const call: Started['call'] = (method, path, body, headers = {}) =>
    fetch(host.url + path, {
      method,
      redirect: 'manual',
      headers: {
        Authorization: `Bearer ${TOKEN}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  return { host, kernel, logger, call };
}

export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** Writes exactly these lines and an empty one to a fresh connection, then `body`, and reads until the server closes it. */
export async function raw(port: number, lines: readonly string[], body = ''): Promise<RawAnswer> {
  const socket = connect({ host: '127.0.0.1', port });
  socket.write(`${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n${body}`);
  const answer = await text(socket);
  const [head = '', ...rest] = answer.split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), head, body: rest.join('\r\n\r\n') };
}

/** A valid graph of one deterministic task; its id chooses what the kernel in memory does with it. */
export function graph(graph_id = 'quick') {
  const input = { operation: 'math.evaluate', arguments: { expression: '6 * 7' } };
  const task = { version: '1.0', id: 'a', type: 'deterministic', dependencies: [], input };
  return { kora_version: '1.0.0', graph_id, root: 'a', tasks: [task] };
}

export function execution(graph_id = 'quick', execution_options = {}) {
  return { api_version: '1.0', taskgraph: graph(graph_id), execution_options };
}

/** Waits for something that happens by itself soon; the runner's own time limit ends a wait in vain. */
export async function until(happened: () => boolean): Promise<void> {
  while (!happened()) await new Promise((resolve) => setTimeout(resolve, 2));
}

/** One server-sent event, parsed. */
export interface ParsedEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: { readonly [key: string]: Json };
}

export function parseEvents(stream: string): ParsedEvent[] {
  const blocks = stream.split('\n\n').filter((block) => block.includes('event: '));
  return blocks.map((block) => {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
    return { event: field('event') ?? '', id: field('id'), data: JSON.parse(field('data') ?? 'null') };
  });
}

/** Whether a value is what a contract codec says. */
export function decodes(codec: Mixed, value: unknown): boolean {
  return codec.decode(value)._tag === 'Right';
}

import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { recording, wireRecording } from './recording.ts';

/** A request as it came over the wire. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Resolves when the client's side of the socket is closed. */
  readonly closed: Promise<void>;
}

/** Writes an answer to a socket, or does not. */
export type Reply = (socket: Socket, request: SeenRequest) => void | Promise<void>;

/** A recorded answer as it was. */
export function replay(name: string, nth = 0): Reply {
  return (socket) => {
    const { head, body } = recording(name, nth);
    socket.write(Buffer.concat([head, /chunked/i.test(head.toString('latin1')) ? chunked([body]) : body]));
  };
}

/** A made-up answer with a JSON body. */
export function json(status: number, body: unknown): Reply {
  const text = JSON.stringify(body);
  return (socket) =>
    void socket.write(
      `HTTP/1.1 ${status} X\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
    );
}

function chunked(pieces: readonly Buffer[], isLast = true): Buffer {
  const framed = pieces.flatMap((piece) => [
    Buffer.from(`${piece.length.toString(16)}\r\n`),
    piece,
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...framed, ...(isLast ? [Buffer.from('0\r\n\r\n')] : [])]);
}

/** A recorded stream with the chunks that the real server made: the first one held two events. */
export function replayWire(name: string): Reply {
  return (socket) => {
    const { head, chunks } = wireRecording(name);
    socket.end(Buffer.concat([head, chunked(chunks)]));
  };
}

/** A recorded stream in pieces of so many bytes, each a chunk and a packet of its own; `edit` changes it before. */
export function streamed(name: string, size: number, edit: (body: string) => string = (body) => body): Reply {
  return async (socket) => {
    const { head, body } = recording(name);
    const bytes = Buffer.from(edit(body.toString()));
    socket.write(head);
    for (let at = 0; at < bytes.length; at += size) {
      socket.write(chunked([bytes.subarray(at, at + size)], false));
      await new Promise(setImmediate);
    }
    socket.write('0\r\n\r\n');
  };
}

/** The beginning of a recorded stream; then the connection breaks, or the server falls silent. */
export function beginning(name: string, bytes: number, then: 'break' | 'silence'): Reply {
  return async (socket) => {
    const { head, body } = recording(name);
    socket.write(Buffer.concat([head, chunked([body.subarray(0, bytes)], false)]));
    if (then === 'silence') return;
    await sleep(20);
    socket.resetAndDestroy();
  };
}

/** Answers only after some time, without a byte before. */
export function later(milliseconds: number, reply: Reply): Reply {
  return async (socket, request) => {
    await sleep(milliseconds);
    if (!socket.destroyed) await reply(socket, request);
  };
}

/** Never answers. */
export const silence: Reply = () => undefined;

/** A protocol server on a real socket that speaks recorded answers. Unknown routes get the recorded 404. */
export class ReplayServer {
  readonly requests: SeenRequest[] = [];
  readonly #routes: Readonly<Record<string, Reply>>;
  readonly #server = createServer((socket) => this.#serve(socket));
  readonly #sockets = new Set<Socket>();
  #port = 0;

  /** @param routes by `METHOD /path`, without the query. */
  constructor(routes: Readonly<Record<string, Reply>>) {
    this.#routes = routes;
  }

  /** Listens, after a `close` at the same address again. */
  async listen(): Promise<string> {
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
    return `http://127.0.0.1:${this.#port}`;
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return;
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** The requests for one path. */
  to(path: string): readonly SeenRequest[] {
    return this.requests.filter((request) => request.path.startsWith(path));
  }

  #serve(socket: Socket): void {
    // As the servers of HTTP libraries do; otherwise a piece waits until the one before was acknowledged.
    socket.setNoDelay(true);
    this.#sockets.add(socket);
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    socket.once('close', () => resolve());
    socket.on('error', () => undefined);
    let buffer = Buffer.alloc(0);
    socket.on('data', (data: Buffer) => {
      buffer = Buffer.concat([buffer, data]);
      for (let request = take(); request !== null; request = take()) void this.#answer(socket, { ...request, closed });
    });
    const take = () => {
      const split = buffer.indexOf('\r\n\r\n');
      if (split < 0) return null;
      const [first = '', ...lines] = buffer.toString('latin1', 0, split).split('\r\n');
      const headers = Object.fromEntries(
        lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
      );
      const end = split + 4 + Number(headers['content-length'] ?? 0);
      if (buffer.length < end) return null;
      const body = buffer.toString('utf8', split + 4, end);
      buffer = buffer.subarray(end);
      const [method = '', path = ''] = first.split(' ');
      return { method, path, headers, body };
    };
  }

  /** What a request is answered with. */
  protected replyTo({ method, path }: SeenRequest): Reply {
    return this.#routes[`${method} ${path.split('?')[0]}`] ?? replay('unknown');
  }

  async #answer(socket: Socket, request: SeenRequest): Promise<void> {
    this.requests.push(request);
    await this.replyTo(request)(socket, request);
  }
}

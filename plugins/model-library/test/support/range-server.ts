import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { sha256 } from './model-bytes.ts';

const BLOCK_BYTES = 32 * 1024;

/** What is wrong with one answer. */
export interface Fault {
  /** Bytes of the body after which the connection is cut. */
  readonly cutAfter?: number;
  /** Flips one byte at this place of the body. */
  readonly corruptAt?: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A login page instead of the file. */
  readonly html?: boolean;
  /** Answers with the whole file, whatever was asked. */
  readonly ignoreRange?: boolean;
  /** Ends the body early without cutting the connection, as a broken proxy would. */
  readonly wrongRange?: boolean;
}

/** One request as it came. */
export interface SeenRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
}

/** A real server of one file on loopback, with ranges and validators, and faults that a test switches on. */
export class RangeServer {
  content: Buffer;
  etag: string | null;
  lastModified: string | null = null;
  ranges = true;
  /** Sends the length of whole files. */
  sendLength = true;
  /** Announces the SHA-256 as the hub does. */
  announce = false;
  /** Pause after each block of 32 KiB, in ms; without one only a turn of the event loop. */
  blockPause = 0;
  /** As long as so much has been sent in all, an answer stops after its first block: no download ends before a test wants it. */
  upTo = Number.POSITIVE_INFINITY;
  /** No block goes out before it resolves. */
  hold: Promise<void> = Promise.resolve();
  /** The fault of each answer, in the order of requests. */
  fault: (request: SeenRequest, index: number) => Fault = () => ({});
  /** Several files by their paths, instead of one content for all. */
  readonly files = new Map<string, Buffer>();
  /** Answers a request wholly by itself when it returns true. */
  handle: (request: IncomingMessage, response: ServerResponse) => boolean = () => false;
  /** Told of every byte that was sent. */
  onSent: (total: number) => void = () => {};
  readonly requests: SeenRequest[] = [];
  sent = 0;
  /** Hashed once: contents are large, and answers many. */
  readonly #checksums = new WeakMap<Buffer, string>();
  #server: Server | null = null;
  #port = 0;

  constructor(content: Buffer) {
    this.content = content;
    this.etag = `"${sha256(content).slice(0, 16)}"`;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get port(): number {
    return this.#port;
  }

  url(name = 'model.gguf'): string {
    return `${this.origin}/${name}`;
  }

  replace(content: Buffer): void {
    this.content = content;
    this.etag = `"${sha256(content).slice(0, 16)}"`;
  }

  async start(): Promise<this> {
    const server = createServer((request, response) => {
      void this.#serve(request, response).catch(() => response.destroy());
    });
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
    return this;
  }

  /** Dies as a killed process would: every connection is cut. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    server?.closeAllConnections();
    await new Promise<void>((resolve) => (server === null ? resolve() : server.close(() => resolve())));
  }

  #checksum(content: Buffer): string {
    const known = this.#checksums.get(content) ?? sha256(content);
    this.#checksums.set(content, known);
    return known;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const seen = { path: request.url ?? '', headers: request.headers };
    this.requests.push(seen);
    if (this.handle(request, response)) return;
    const fault = this.fault(seen, this.requests.length - 1);
    if (fault.html) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html>Please log in</html>');
      return;
    }
    if (fault.status !== undefined) {
      response.writeHead(fault.status, fault.headers).end('no');
      return;
    }
    const range = this.ranges && !fault.ignoreRange ? /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') : null;
    const content = this.files.size === 0 ? this.content : this.files.get(seen.path);
    if (content === undefined) {
      response.writeHead(404).end('no such file');
      return;
    }
    const etag = this.files.size === 0 ? this.etag : `"${this.#checksum(content).slice(0, 16)}"`;
    const total = content.length;
    const ifRange = request.headers['if-range'];
    const partial = range !== null && (ifRange === undefined || ifRange === etag);
    const start = partial ? Number(range[1]) : 0;
    if (start >= total) {
      response.writeHead(416, { 'content-range': `bytes */${total}` }).end();
      return;
    }
    const end = partial && range[2] !== '' ? Math.min(Number(range[2]) + 1, total) : total;
    const claimed = start + (fault.wrongRange ? 1 : 0);
    response.writeHead(partial ? 206 : 200, {
      'content-type': 'application/octet-stream',
      ...(this.sendLength || partial ? { 'content-length': String(end - start) } : {}),
      ...(etag === null ? {} : { etag }),
      ...(this.lastModified === null ? {} : { 'last-modified': this.lastModified }),
      ...(this.announce ? { 'x-linked-etag': `"${this.#checksum(content)}"`, 'x-linked-size': String(total) } : {}),
      ...(partial ? { 'content-range': `bytes ${claimed}-${end - 1}/${total}` } : {}),
      ...fault.headers,
    });
    await this.#send(response, Buffer.from(content.subarray(start, end)), fault);
  }

  async #send(response: ServerResponse, body: Buffer, fault: Fault): Promise<void> {
    if (fault.corruptAt !== undefined && fault.corruptAt < body.length)
      body.writeUInt8(body.readUInt8(fault.corruptAt) ^ 0xff, fault.corruptAt);
    const end = Math.min(fault.cutAfter ?? body.length, body.length);
    for (let at = 0; at < end; at += BLOCK_BYTES) {
      const block = body.subarray(at, Math.min(at + BLOCK_BYTES, end));
      await this.hold;
      while (at > 0 && this.sent >= this.upTo && !response.destroyed) await sleep(5);
      if (response.destroyed) return;
      if (!response.write(block))
        await new Promise((resolve) => response.once('drain', resolve).once('close', resolve));
      this.sent += block.length;
      this.onSent(this.sent);
      await (this.blockPause > 0 ? sleep(this.blockPause) : nextTurn());
    }
    if (end < body.length) response.destroy();
    else response.end();
  }
}

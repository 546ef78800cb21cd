import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NOT_FOUND_TEXT, type Reply, type SeenRequest } from './replies.ts';

/** An HTTP server on loopback that answers as its routes say and keeps what was sent. Unknown routes get gin's 404. */
export class ProtocolServer {
  readonly requests: SeenRequest[] = [];
  readonly #routes: Readonly<Record<string, Reply>>;
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  /** @param routes by `METHOD /path`. */
  constructor(routes: Readonly<Record<string, Reply>>) {
    this.#routes = routes;
  }

  /** @param port where a server that was closed comes back; any free one unless given. */
  async listen(port = 0): Promise<string> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    if (this.#server.listening) await new Promise((resolve) => this.#server.close(resolve));
  }

  /** The requests for one path. */
  to(path: string): readonly SeenRequest[] {
    return this.requests.filter((request) => request.path === path);
  }

  /** The JSON of the only request for a path. */
  bodyTo(path: string): Record<string, unknown> {
    const found = this.to(path);
    if (found.length !== 1) throw new Error(`expected one request to ${path}, got ${found.length}`);
    return JSON.parse(found[0]?.text ?? '');
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const closed = new Promise<void>((resolve) => response.once('close', () => resolve()));
    const text = Buffer.concat(await Array.fromAsync(incoming as AsyncIterable<Buffer>)).toString();
    const { method = '', url = '', headers } = incoming;
    const request = { method, path: url, headers, text, closed };
    this.requests.push(request);
    await (this.#routes[`${method} ${url}`] ?? NOT_FOUND_TEXT)(response, request);
  }
}

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { JsonObject } from '@kora/contracts';

/** A request as it came over the wire. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** The JSON body; empty for a GET. */
  readonly body: JsonObject;
  /** Resolves when the client has closed the connection before it had a whole answer. */
  readonly left: Promise<void>;
}

/** Answers a request, or does not. */
export type Reply = (response: ServerResponse, request: SeenRequest) => void | Promise<void>;

/** What LM Studio says to a path that it does not know: status 200, and an error. */
export const unexpected: Reply = (response, { method, path }) => {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify({ error: `Unexpected endpoint or method. (${method} ${path})` }));
};

/** A protocol server on a real socket. Routes are `METHOD /path`; a path may end in `*`. */
export class LmStudioServer {
  readonly requests: SeenRequest[] = [];
  readonly #routes: Readonly<Record<string, Reply>>;
  readonly #server = createServer((request, response) => void this.#serve(request, response));

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

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = incoming;
    const left = Promise.withResolvers<void>();
    response.once('close', () => {
      if (!response.writableFinished) left.resolve();
    });
    const sent = await text(incoming);
    const request = { method, path, headers, body: sent === '' ? {} : JSON.parse(sent), left: left.promise };
    this.requests.push(request);
    const name = `${method} ${path}`;
    const wild = Object.keys(this.#routes).find((route) => route.endsWith('*') && name.startsWith(route.slice(0, -1)));
    await (this.#routes[name] ?? this.#routes[wild ?? ''] ?? unexpected)(response, request);
  }
}

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Logger } from '@kora/plugin-sdk';
import { answerMalformedRequest } from './answers/malformed-request.ts';
import { createApp } from './app.ts';
import { Authenticator } from './authentication/authenticator.ts';
import type { SessionMemory } from './authentication/session-memory.ts';
import { httpErrors } from './errors.ts';
import { InFlight } from './in-flight.ts';
import type { KernelApi } from './kernel-api.ts';
import { type HttpLimits, MAX_HEADER_BYTES, MAX_PLAIN_CONNECTIONS, withDefaults } from './limits.ts';
import type { Mounting } from './mounting/mount-routes.ts';
import { RouteTable } from './mounting/route-table.ts';
import { StreamSlots } from './mounting/stream-slots.ts';
import { describeApi } from './openapi/describe-api.ts';
import { coreRoutes } from './routes/core-routes.ts';
import { makeLink } from './routes/session.ts';

/** The only address that is ever listened on. A name such as localhost could resolve to anything. */
const ADDRESS = '127.0.0.1';

export interface HttpHostOptions {
  readonly api: KernelApi;
  /** The API token. */
  readonly token: string;
  /** Keeps browser sessions over a restart; without it they end with the process. */
  readonly sessions?: SessionMemory;
  /** Port of 127.0.0.1; 0 picks a free one. */
  readonly port: number;
  readonly logger: Logger;
  readonly limits: HttpLimits;
}

/** The running local API. */
export interface HttpHost {
  readonly port: number;
  /** Such as `http://127.0.0.1:4790`, without a slash at the end. */
  readonly url: string;
  /** A link that gives one browser a session; works once, for five minutes. */
  oneTimeLink(): string;
  /** Puts another token in force and ends everything that the old one had opened. */
  replaceToken(token: string): void;
  /** Accepts no more, ends event streams, lets other requests finish for a moment, then cuts them. Idempotent. */
  close(): Promise<void>;
}

function makeServer(maxConnections: number): Server {
  const server = createServer({
    // A missing Host is refused by our guard, with the same answer as a wrong one.
    requireHostHeader: false,
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: 10_000,
    requestTimeout: 120_000,
    keepAliveTimeout: 30_000,
    connectionsCheckingInterval: 5_000,
  });
  server.maxConnections = maxConnections;
  return server;
}

async function listen(server: Server, port: number): Promise<number> {
  try {
    server.listen({ host: ADDRESS, port, exclusive: true });
    await once(server, 'listening');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw httpErrors.KORA_HTTP_LISTEN_FAILED({ port, reason }, error);
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

async function shut(server: Server, requests: InFlight, grace_ms: number): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  await requests.finished(grace_ms);
  // What is left has nothing to wait for: connections that are kept, or that never asked anything.
  server.closeAllConnections();
  await closed;
}

/**
 * Starts the local API on 127.0.0.1.
 * @throws KoraError KORA_HTTP_LISTEN_FAILED when the port is taken or not allowed.
 */
export async function startHttpHost({
  api,
  token,
  sessions,
  port,
  logger,
  limits,
}: HttpHostOptions): Promise<HttpHost> {
  const stop = new AbortController();
  const bounds = withDefaults(limits);
  const streams = new StreamSlots(bounds.max_event_streams);
  const mounting: Mounting = { limits: bounds, logger, streams, stopping: stop.signal };
  const authenticator = new Authenticator(token, sessions);
  const table: RouteTable = new RouteTable(
    coreRoutes(api, authenticator, () => describeApi(table.routes)),
    api.registry,
    mounting,
  );
  const server = makeServer(bounds.max_event_streams + MAX_PLAIN_CONNECTIONS);
  const handle = createApp(table, authenticator, mounting).callback();
  const requests = new InFlight();
  server.prependListener('request', (_request, response) => requests.track(response));
  server.prependListener('checkContinue', (_request, response) => requests.track(response));
  server.on('request', handle);
  // Without this, Node would ask for the body before any guard has seen the headers.
  server.on('checkContinue', handle);
  server.on('clientError', answerMalformedRequest);
  const bound = await listen(server, port);
  let closing: Promise<void> | undefined;
  return {
    port: bound,
    url: `http://${ADDRESS}:${bound}`,
    oneTimeLink: () => makeLink(authenticator, bound).url,
    replaceToken: (next) => authenticator.replaceToken(next),
    close() {
      table.close();
      stop.abort(httpErrors.KORA_HTTP_STOPPING({}));
      closing ??= shut(server, requests, bounds.close_grace_ms);
      return closing;
    },
  };
}

import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { RouterContext } from '@koa/router';
import type { Principal } from '../authentication/authenticator.ts';
import { httpErrors } from '../errors.ts';
import type { ApiRequest } from '../routes/api-route.ts';
import type { Mounting } from './mount-routes.ts';
import { requestSignal } from './request-signal.ts';

/** What the guards have left on a request. */
export interface RequestState {
  principal: Principal;
}

/** A query in which every name has one value. @throws KoraError KORA_HTTP_INVALID_QUERY. */
function singleValues(ctx: RouterContext<RequestState>): Readonly<Record<string, string>> {
  if (ctx.querystring === '') return {};
  const values: [string, string][] = [];
  const issues = [];
  for (const [name, value] of Object.entries(ctx.query)) {
    if (typeof value === 'string') values.push([name, value]);
    else issues.push({ path: `/${name}`, code: 'WRONG_TYPE', message: 'is given more than once' });
  }
  if (issues.length > 0) throw httpErrors.KORA_HTTP_INVALID_QUERY({ issues });
  return Object.fromEntries(values);
}

/** A Koa request as routes see it. */
export class RouteRequest implements ApiRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
  readonly principal: Principal;
  readonly incoming: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #mounting: Mounting;
  #signal: AbortSignal | undefined;

  constructor(ctx: RouterContext<RequestState>, body: unknown, mounting: Mounting) {
    this.params = ctx.params;
    this.query = singleValues(ctx);
    this.headers = ctx.req.headers;
    this.body = body;
    this.principal = ctx.state.principal;
    this.incoming = ctx.req;
    this.#response = ctx.res;
    this.#mounting = mounting;
  }

  /** Made at the first use, because most routes answer before anybody could leave. */
  get signal(): AbortSignal {
    this.#signal ??= requestSignal(this.#response, this.principal.revoked, this.#mounting.stopping);
    return this.#signal;
  }

  takeStream(): void {
    this.#mounting.streams.take(this.#response);
  }
}

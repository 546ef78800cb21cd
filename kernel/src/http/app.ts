import Koa, { type Middleware } from 'koa';
import { errorAnswer } from './answers/error-answer.ts';
import { setSecurityHeaders } from './answers/security-headers.ts';
import type { Authenticator } from './authentication/authenticator.ts';
import { httpErrors } from './errors.ts';
import { announcesBody } from './guards/content-type-guard.ts';
import { guardRequest } from './guards/guard-request.ts';
import type { Mounting } from './mounting/mount-routes.ts';
import type { RequestState } from './mounting/route-request.ts';
import type { RouteTable } from './mounting/route-table.ts';
import { SIGNED_OUT_PAGE } from './page/signed-out-page.ts';

type Step = Middleware<RequestState>;

/** Outermost: headers of every answer, and whatever is thrown below becomes an answer. */
function answering({ logger, stopping }: Mounting): Step {
  return async (ctx, next) => {
    setSecurityHeaders(ctx.res);
    if (stopping.aborted) ctx.res.setHeader('Connection', 'close');
    try {
      await next();
    } catch (error) {
      const place = { method: ctx.method, route: String(ctx._matchedRoute ?? 'none') };
      const { status, body, headers } = errorAnswer(error, place, logger);
      ctx.respond = false;
      if (ctx.res.headersSent || ctx.res.destroyed) return void ctx.res.destroy();
      const page = status === 401 && ctx.method === 'GET' && ctx.req.headers['sec-fetch-dest'] === 'document';
      const content = page ? SIGNED_OUT_PAGE : JSON.stringify(body);
      const type = page ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8';
      ctx.res.writeHead(status, { ...headers, 'Content-Type': type, 'Content-Length': Buffer.byteLength(content) });
      ctx.res.end(content);
    }
  };
}

function guarding(authenticator: Authenticator, stopping: AbortSignal): Step {
  return (ctx, next) => {
    try {
      ctx.state.principal = guardRequest(ctx.req, authenticator);
    } catch (error) {
      // The body of a stranger is not even thrown away: its connection ends with the refusal.
      if (announcesBody(ctx.req)) ctx.res.setHeader('Connection', 'close');
      throw error;
    }
    if (stopping.aborted) throw httpErrors.KORA_HTTP_STOPPING({});
    return next();
  };
}

/** Asks the routers, which change with the plugins, in order; what none of them answers is an error with a code. */
function routing(table: RouteTable): Step {
  const refuse = (ctx: Parameters<Step>[0]) => {
    const layers: readonly { methods: readonly string[] }[] = ctx.matched ?? [];
    const allowed = [...new Set(layers.flatMap(({ methods }) => methods))].sort();
    if (allowed.length > 0) throw httpErrors.KORA_HTTP_METHOD_NOT_ALLOWED({ allowed });
    throw httpErrors.KORA_HTTP_NO_SUCH_ROUTE({});
  };
  return (ctx) => table.dispatch(ctx, async () => refuse(ctx));
}

/** The local API as a Koa application: guards first, then routes. */
export function createApp(table: RouteTable, authenticator: Authenticator, mounting: Mounting): Koa<RequestState> {
  const app = new Koa<RequestState>();
  app.use(answering(mounting));
  app.use(guarding(authenticator, mounting.stopping));
  app.use(routing(table));
  app.on('error', (error: unknown) => errorAnswer(error, { method: '-', route: '-' }, mounting.logger));
  return app;
}

import { Router, type RouterContext } from '@koa/router';
import { giveWay, type Logger } from '@kora/plugin-sdk';
import { sendAnswer } from '../answers/send-answer.ts';
import { readBody } from '../body/read-body.ts';
import type { HttpLimits } from '../limits.ts';
import type { ApiRoute } from '../routes/api-route.ts';
import { type RequestState, RouteRequest } from './route-request.ts';
import type { StreamSlots } from './stream-slots.ts';

/** What every mounted route shares. */
export interface Mounting {
  readonly limits: Required<HttpLimits>;
  readonly logger: Logger;
  readonly streams: StreamSlots;
  /** Aborts when the host begins to close. */
  readonly stopping: AbortSignal;
}

async function serve(route: ApiRoute, ctx: RouterContext<RequestState>, mounting: Mounting): Promise<void> {
  const { limits, logger } = mounting;
  const body = route.readsBody ? await readBody(ctx.req, ctx.res, limits.max_body_bytes) : undefined;
  const request = new RouteRequest(ctx, body, mounting);
  const began = performance.now();
  const answer = await route.handle(request);
  await giveWay(began);
  await sendAnswer(ctx, answer, () => ({
    signal: request.signal,
    heartbeat_ms: limits.heartbeat_ms,
    stall_ms: limits.stall_ms,
    place: { method: route.method, route: route.path },
    logger,
  }));
}

/** A router over routes. Paths are exact: case and a trailing slash count. */
export function mountRoutes(routes: readonly ApiRoute[], mounting: Mounting): Router<RequestState> {
  const router = new Router<RequestState>({ strict: true, sensitive: true });
  for (const route of routes) {
    router.register(route.path, [route.method.toLowerCase()], (ctx) => serve(route, ctx, mounting));
  }
  return router;
}

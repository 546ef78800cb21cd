import type { Answer } from '../answers/answer.ts';
import type { KernelApi } from '../kernel-api.ts';
import { framePage } from '../page/frame-page.ts';
import { type ApiRoute, coreRoute } from './api-route.ts';

/** `GET /`: the page of the panel that fills the frame; without one, the way to the explorer. */
export function startPageRoute(registry: KernelApi['registry']): ApiRoute {
  return coreRoute({
    method: 'GET',
    path: '/',
    tag: 'ui',
    summary: 'The user interface, or the way to the explorer while no plugin brings one.',
    answers: {
      200: { description: 'The page.', type: 'text/html' },
      303: { description: 'To /docs.' },
    },
    async handle(): Promise<Answer> {
      const page = framePage(await registry.panels());
      if (page === null) return { kind: 'redirect', location: '/docs' };
      return { kind: 'page', type: 'text/html; charset=utf-8', ...page };
    },
  });
}

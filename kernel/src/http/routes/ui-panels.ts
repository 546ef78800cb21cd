import { panelListCodec } from '@kora/contracts';
import { jsonAnswer } from '../answers/answer.ts';
import type { KernelApi } from '../kernel-api.ts';
import { placedPanels } from '../page/placed-panels.ts';
import { type ApiRoute, coreRoute } from './api-route.ts';

/** `GET /panels`. */
export function panelsRoute(api: KernelApi): ApiRoute {
  return coreRoute({
    method: 'GET',
    path: '/panels',
    tag: 'ui',
    summary: 'The panels of working plugins, sorted by slot and order. Asking activates plugins that have panels.',
    answers: { 200: { description: 'The panels.', codec: panelListCodec } },
    handle: async () => jsonAnswer({ panels: placedPanels(await api.registry.panels()) }),
  });
}

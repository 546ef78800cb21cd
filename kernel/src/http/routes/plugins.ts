import { pluginListCodec } from '@kora/contracts';
import { jsonAnswer } from '../answers/answer.ts';
import type { KernelApi } from '../kernel-api.ts';
import { type ApiRoute, coreRoute } from './api-route.ts';

/** `GET /plugins`. */
export function pluginsRoute(api: KernelApi): ApiRoute {
  return coreRoute({
    method: 'GET',
    path: '/plugins',
    tag: 'plugins',
    summary: 'Every plugin folder, what it adds, and why it was refused where it was.',
    answers: { 200: { description: 'The plugins.', codec: pluginListCodec } },
    handle: () => jsonAnswer({ plugins: api.registry.list() }),
  });
}

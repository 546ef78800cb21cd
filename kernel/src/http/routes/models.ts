import { modelListCodec } from '@kora/contracts';
import { jsonAnswer } from '../answers/answer.ts';
import type { KernelApi } from '../kernel-api.ts';
import { type ApiRoute, coreRoute } from './api-route.ts';

/** `GET /models`. */
export function modelsRoute(api: KernelApi): ApiRoute {
  return coreRoute({
    method: 'GET',
    path: '/models',
    tag: 'models',
    summary: 'Installed models of every connector, and how each connector is.',
    answers: { 200: { description: 'The models.', codec: modelListCodec } },
    handle: async (request) => jsonAnswer(await api.models(request.signal)),
  });
}

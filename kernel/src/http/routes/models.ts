import { modelListCodec, modelsQueryCodec, runtimeListCodec } from '@kora/contracts';
import { jsonAnswer } from '../answers/answer.ts';
import { decodeQuery } from '../body/decode-request.ts';
import type { KernelApi } from '../kernel-api.ts';
import { type ApiRoute, coreRoute } from './api-route.ts';

/** `GET /models`. */
export function modelsRoute(api: KernelApi): ApiRoute {
  return coreRoute({
    method: 'GET',
    path: '/models',
    tag: 'models',
    summary:
      'Installed models of every connector, and how each connector is. One that is slow is marked, not waited for.',
    query: modelsQueryCodec,
    answers: { 200: { description: 'The models.', codec: modelListCodec } },
    async handle(request) {
      const { wait_ms } = decodeQuery(modelsQueryCodec, request.query);
      return jsonAnswer(await api.models(request.signal, wait_ms));
    },
  });
}

/** `GET /runtimes`. */
export function runtimesRoute(api: KernelApi): ApiRoute {
  return coreRoute({
    method: 'GET',
    path: '/runtimes',
    tag: 'models',
    summary: 'Model runtimes of this computer: what was found where, in which version and state, and what to do next.',
    query: modelsQueryCodec,
    answers: { 200: { description: 'The runtimes.', codec: runtimeListCodec } },
    async handle(request) {
      const { wait_ms } = decodeQuery(modelsQueryCodec, request.query);
      return jsonAnswer(await api.runtimes(request.signal, wait_ms));
    },
  });
}

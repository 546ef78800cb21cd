import { studioSettingsChangeCodec, studioSettingsCodec } from '@kora/contracts';
import { jsonAnswer } from '../answers/answer.ts';
import { decodeBody } from '../body/decode-request.ts';
import type { KernelApi } from '../kernel-api.ts';
import { type ApiRoute, coreRoute } from './api-route.ts';

const answers = { 200: { description: 'The settings in force.', codec: studioSettingsCodec } };

/** `GET /config`. */
export function configRoute(api: KernelApi): ApiRoute {
  return coreRoute({
    method: 'GET',
    path: '/config',
    tag: 'studio',
    summary: 'The settings that can be changed while Studio runs.',
    answers,
    handle: () => jsonAnswer(api.settings.read()),
  });
}

/** `PATCH /config`. */
export function changeConfigRoute(api: KernelApi): ApiRoute {
  return coreRoute({
    method: 'PATCH',
    path: '/config',
    tag: 'studio',
    summary: 'Changes settings at once and in studio.json. Those that an environment variable holds cannot be changed.',
    body: { codec: studioSettingsChangeCodec, required: true },
    answers,
    async handle(request) {
      return jsonAnswer(await api.settings.change(decodeBody(studioSettingsChangeCodec, request.body)));
    },
  });
}

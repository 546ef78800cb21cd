import { API_VERSION, plainRequestCodec, replayReportCodec } from '@kora/contracts';
import { jsonAnswer } from '../answers/answer.ts';
import { decodeBody } from '../body/decode-request.ts';
import type { KernelApi } from '../kernel-api.ts';
import { type ApiRoute, coreRoute } from './api-route.ts';
import { runIdOf } from './run-id.ts';

/** `POST /runs/:run_id/replay`. */
export function replayRoute(api: KernelApi): ApiRoute {
  return coreRoute({
    method: 'POST',
    path: '/runs/:run_id/replay',
    tag: 'runs',
    summary: 'Computes a finished run again, with model answers from its archive, and names the first difference.',
    body: { codec: plainRequestCodec, required: false },
    answers: { 200: { description: 'Whether the run came out the same.', codec: replayReportCodec } },
    async handle(request) {
      decodeBody(plainRequestCodec, request.body ?? { api_version: API_VERSION });
      return jsonAnswer(await api.replay(runIdOf(request), request.signal));
    },
  });
}

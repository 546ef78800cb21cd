import {
  modelDeltaCodec,
  modelLoadingCodec,
  modelQueuedCodec,
  runEventCodec,
  runEventListCodec,
  runEventsQueryCodec,
  runQueuedCodec,
} from '@kora/contracts';
import { runErrors } from '../../run/errors.ts';
import { type Answer, jsonAnswer } from '../answers/answer.ts';
import { decodeQuery } from '../body/decode-request.ts';
import type { KernelApi } from '../kernel-api.ts';
import { type ApiRequest, type ApiRoute, coreRoute } from './api-route.ts';
import { runIdOf } from './run-id.ts';
import { liveRunStream, storedRunStream } from './run-stream.ts';

function wantsStream({ headers }: ApiRequest): boolean {
  return headers.accept?.includes('text/event-stream') ?? false;
}

/** The first `seq` that the client has not seen. A Last-Event-ID that no event of ours ever had counts as none. */
function firstSeq(request: ApiRequest): { fromSeq: number; resumed: boolean } {
  const last = request.headers['last-event-id'];
  if (typeof last === 'string' && /^\d{1,15}$/.test(last)) return { fromSeq: Number(last) + 1, resumed: true };
  return { fromSeq: decodeQuery(runEventsQueryCodec, request.query).from_seq ?? 0, resumed: false };
}

async function answerEvents(api: KernelApi, request: ApiRequest): Promise<Answer> {
  const run_id = runIdOf(request);
  const { fromSeq, resumed } = firstSeq(request);
  const live = api.run(run_id);
  if (live !== undefined && wantsStream(request)) {
    request.takeStream();
    return { kind: 'events', events: liveRunStream(api, live, fromSeq, request.signal) };
  }
  const stored = await api.telemetry.read(run_id);
  if (stored === null && live === undefined) throw runErrors.KORA_RUN_NOT_FOUND({ run_id });
  const events = (stored ?? []).filter((event) => event.seq >= fromSeq);
  if (!wantsStream(request)) return jsonAnswer({ run_id, ended: live === undefined, events });
  // An EventSource comes back by itself when a stream ends; only 204 tells it that there is no more.
  if (resumed && events.length === 0) return { kind: 'nothing' };
  request.takeStream();
  return { kind: 'events', events: storedRunStream(run_id, stored ?? [], fromSeq) };
}

/** `GET /runs/:run_id/events`: attaches to a run, live or past. */
export function runEventsRoute(api: KernelApi): ApiRoute {
  return coreRoute({
    method: 'GET',
    path: '/runs/:run_id/events',
    tag: 'runs',
    summary: 'Events of a run. With `Accept: text/event-stream` they go on live; Last-Event-ID resumes.',
    query: runEventsQueryCodec,
    answers: {
      200: {
        description: 'The events so far, or a stream that ends with `end`.',
        codec: runEventListCodec,
        events: {
          '<event_type>': runEventCodec,
          'model.delta': modelDeltaCodec,
          'model.queued': modelQueuedCodec,
          'run.queued': runQueuedCodec,
          'model.loading': modelLoadingCodec,
        },
      },
      204: { description: 'A resumed stream of a run that has no further events.' },
    },
    handle: (request) => answerEvents(api, request),
  });
}

import {
  type ExecutionResult,
  executeRequestCodec,
  executionResultCodec,
  HTTP_STATUS,
  isRecord,
  modelDeltaCodec,
  modelLoadingCodec,
  modelQueuedCodec,
  type RunAccepted,
  runAcceptedCodec,
  runEventCodec,
  runQueuedCodec,
} from '@kora/contracts';
import { giveWay } from '@kora/plugin-sdk';
import { graphRefused } from '../../run/errors.ts';
import { foreignGraph } from '../../run/graph-version.ts';
import { jsonAnswer, type StreamEvent } from '../answers/answer.ts';
import { decodeBody } from '../body/decode-request.ts';
import type { KernelApi, RunHandle } from '../kernel-api.ts';
import { type ApiRoute, coreRoute } from './api-route.ts';
import { runStreamEvent } from './run-stream.ts';

/** On every answer about a new run, so that a client knows what to cancel before the first event. */
const RUN_ID_HEADER = 'Kora-Run-Id';

function accepted(run_id: string): RunAccepted {
  const run = `/runs/${run_id}`;
  return {
    run_id,
    links: { run, events: `${run}/events`, telemetry: `/telemetry/${run_id}`, cancel: `${run}/cancel` },
  };
}

/** @throws KORA_GRAPH_VERSION for a graph of another major version, before its unknown fields are complained about. */
function requireOurGraph(body: unknown): void {
  const foreign = foreignGraph(isRecord(body) ? body.taskgraph : undefined);
  if (foreign !== null) throw graphRefused([foreign.issue], foreign.mismatch);
}

/** A run that ended with an error has the HTTP status of that error; success and a confirmed cancellation have 200. */
function statusOf({ error }: ExecutionResult): number {
  return error === null ? 200 : HTTP_STATUS[error.error_type];
}

async function* executionEvents(run: RunHandle, signal: AbortSignal): AsyncGenerator<StreamEvent, void, void> {
  for await (const item of run.follow(signal)) yield runStreamEvent(item);
  yield { event: 'result', data: await run.result };
}

function cancelWith(run: RunHandle, signal: AbortSignal): void {
  if (signal.aborted) run.cancel();
  else signal.addEventListener('abort', () => run.cancel(), { once: true });
}

/** `POST /execute`: runs a graph. */
export function executeRoute(api: KernelApi): ApiRoute {
  return coreRoute({
    method: 'POST',
    path: '/execute',
    tag: 'runs',
    summary: 'Runs a TaskGraph. A client that goes away cancels its run, unless it asked for `detach`.',
    body: { codec: executeRequestCodec, required: true },
    answers: {
      200: {
        description: 'The result; with `stream`, events as they happen and the result as the last one.',
        codec: executionResultCodec,
        events: {
          '<event_type>': runEventCodec,
          'model.delta': modelDeltaCodec,
          'model.queued': modelQueuedCodec,
          'run.queued': runQueuedCodec,
          'model.loading': modelLoadingCodec,
          result: executionResultCodec,
        },
      },
      202: { description: 'With `detach`: the run goes on by itself.', codec: runAcceptedCodec },
      429: { description: 'The run broke a budget; the result says which.', codec: executionResultCodec },
      500: { description: 'The run failed; the result says where.', codec: executionResultCodec },
    },
    async handle(request) {
      const began = performance.now();
      requireOurGraph(request.body);
      const body = decodeBody(executeRequestCodec, request.body);
      await giveWay(began);
      const { stream = false, detach = false } = body.execution_options ?? {};
      if (stream) request.takeStream();
      const run = await api.submit(body);
      const headers = { [RUN_ID_HEADER]: run.run_id };
      if (detach && !stream) {
        const body = accepted(run.run_id);
        return jsonAnswer(body, 202, { ...headers, Location: body.links.run });
      }
      if (!detach) cancelWith(run, request.signal);
      if (stream) return { kind: 'events', events: executionEvents(run, request.signal), headers };
      const result = await run.result;
      return jsonAnswer(result, statusOf(result), headers);
    },
  });
}

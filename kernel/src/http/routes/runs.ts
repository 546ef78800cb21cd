import {
  API_VERSION,
  plainRequestCodec,
  type RunContents,
  type RunDetails,
  type RunList,
  runDetailsCodec,
  runListCodec,
  runRemovedCodec,
  runSummaryOf,
  runsQueryCodec,
  type TelemetryBundle,
  telemetryBundleCodec,
} from '@kora/contracts';
import { runErrors } from '../../run/errors.ts';
import { jsonAnswer } from '../answers/answer.ts';
import { decodeBody, decodeQuery } from '../body/decode-request.ts';
import { httpErrors } from '../errors.ts';
import type { KeptRun, KernelApi } from '../kernel-api.ts';
import { type ApiRoute, coreRoute } from './api-route.ts';
import { runIdOf } from './run-id.ts';

async function bundleOf(api: KernelApi, run_id: string): Promise<TelemetryBundle> {
  const bundle = api.run(run_id)?.bundle() ?? (await api.telemetry.bundle(run_id));
  if (bundle === null) throw runErrors.KORA_RUN_NOT_FOUND({ run_id });
  return bundle;
}

function contentsOf({ graph, inputs, model_answers, outputs, final_output, error, complete }: KeptRun): RunContents {
  return {
    graph,
    inputs: Object.fromEntries(inputs),
    model_answers: Object.fromEntries(model_answers),
    outputs: Object.fromEntries(outputs),
    final_output: final_output ?? null,
    error,
    complete,
  };
}

/** `GET /telemetry/:run_id`. */
export function telemetryRoute(api: KernelApi): ApiRoute {
  return coreRoute({
    method: 'GET',
    path: '/telemetry/:run_id',
    tag: 'runs',
    summary: 'The telemetry bundle of any run, also of one that is still going on.',
    answers: { 200: { description: 'The bundle.', codec: telemetryBundleCodec } },
    handle: async (request) => jsonAnswer(await bundleOf(api, runIdOf(request))),
  });
}

/** `GET /runs`. */
export function runListRoute(api: KernelApi): ApiRoute {
  return coreRoute({
    method: 'GET',
    path: '/runs',
    tag: 'runs',
    summary: 'The run history, newest first.',
    query: runsQueryCodec,
    answers: { 200: { description: 'One page of runs.', codec: runListCodec } },
    handle(request) {
      const { limit = 50, ...rest } = decodeQuery(runsQueryCodec, request.query);
      const runs = api.telemetry.list({ limit, ...rest });
      const list: RunList = { runs, next_before: runs.length < limit ? null : (runs.at(-1)?.run_id ?? null) };
      return jsonAnswer(list);
    },
  });
}

/** `GET /runs/:run_id`. */
export function runRoute(api: KernelApi): ApiRoute {
  return coreRoute({
    method: 'GET',
    path: '/runs/:run_id',
    tag: 'runs',
    summary: 'Everything known of a run: telemetry, and its contents where the run archive kept them.',
    answers: { 200: { description: 'The run.', codec: runDetailsCodec } },
    async handle(request) {
      const run_id = runIdOf(request);
      const telemetry = await bundleOf(api, run_id);
      const kept = api.run(run_id) === undefined ? await api.archive.read(run_id) : null;
      const contents = kept === null ? null : contentsOf(kept);
      const details: RunDetails = { summary: runSummaryOf(telemetry), telemetry, contents };
      return jsonAnswer(details);
    },
  });
}

/** `POST /runs/:run_id/cancel`. */
export function cancelRoute(api: KernelApi): ApiRoute {
  return coreRoute({
    method: 'POST',
    path: '/runs/:run_id/cancel',
    tag: 'runs',
    summary: 'Cancels a run and answers when the cancellation is confirmed.',
    body: { codec: plainRequestCodec, required: false },
    answers: { 200: { description: 'The bundle of the cancelled run.', codec: telemetryBundleCodec } },
    async handle(request) {
      decodeBody(plainRequestCodec, request.body ?? { api_version: API_VERSION });
      return jsonAnswer(await api.cancel(runIdOf(request)));
    },
  });
}

/** `DELETE /runs/:run_id`. */
export function removeRunRoute(api: KernelApi): ApiRoute {
  return coreRoute({
    method: 'DELETE',
    path: '/runs/:run_id',
    tag: 'runs',
    summary: 'Deletes a finished run: its telemetry and its contents.',
    answers: { 200: { description: 'What was deleted.', codec: runRemovedCodec } },
    async handle(request) {
      const run_id = runIdOf(request);
      if (api.run(run_id) !== undefined) throw httpErrors.KORA_HTTP_RUN_ACTIVE({ run_id });
      const contents = await api.archive.remove(run_id);
      const telemetry = await api.telemetry.remove(run_id);
      if (!contents && !telemetry) throw runErrors.KORA_RUN_NOT_FOUND({ run_id });
      return jsonAnswer({ run_id, telemetry, contents });
    },
  });
}

import * as t from 'io-ts';
import { dictionary } from '../codec/dictionary.ts';
import { jsonValue } from '../codec/json-value.ts';
import { integer, pattern, text } from '../codec/refined.ts';
import { strict } from '../codec/strict.ts';
import { errorBodyCodec } from '../run/error-body.ts';
import { durationCodec, runEventCodec, runIdCodec } from '../run/event.ts';
import { runStatusCodec, stopReasonCodec } from '../run/taxonomy.ts';
import { type TelemetryBundle, telemetryBundleCodec } from '../run/telemetry.ts';
import { runTaskIdCodec } from '../task-graph/for-each.ts';
import { taskGraphCodec } from '../task-graph/graph.ts';
import { graphIdCodec, sha256Codec, timestampCodec } from '../task-graph/identifiers.ts';

const count = integer('Count', 0);
const nullable = <A>(codec: t.Type<A>) => t.union([codec, t.null]);

/** A run id as a client may send it: an alphabet in which no path of a file can be written. */
export const requestedRunIdCodec = pattern(
  'RequestedRunId',
  /^[A-Za-z0-9][A-Za-z0-9_-]{7,63}$/,
  'a run id: 8 to 64 of A-Z a-z 0-9 _ -',
);

/** One line of the run history. */
export const runSummaryCodec = strict('RunSummary', {
  run_id: runIdCodec,
  graph_id: graphIdCodec,
  graph_hash: sha256Codec,
  backend: text('Name', 512),
  status: runStatusCodec,
  stop_reason: nullable(stopReasonCodec),
  started_at: timestampCodec,
  finished_at: nullable(timestampCodec),
  duration_ms: durationCodec,
  total_tasks: count,
  model_invocation_count: count,
  tokens_in: count,
  tokens_out: count,
});
export type RunSummary = t.TypeOf<typeof runSummaryCodec>;

/** The line of the run history that a telemetry bundle makes. */
export function runSummaryOf(bundle: TelemetryBundle): RunSummary {
  const { run_id, graph_id, graph_hash, backend, status, stop_reason, started_at, finished_at, summary } = bundle;
  const { total_tasks, model_invocation_count, tokens_in, tokens_out, total_latency_ms: duration_ms } = summary;
  const identity = { run_id, graph_id, graph_hash, backend, status, stop_reason, started_at, finished_at };
  return { ...identity, duration_ms, total_tasks, model_invocation_count, tokens_in, tokens_out };
}

/** Query of `GET /runs`: newest first, `before` is the `next_before` of the page before. */
export const runsQueryCodec = strict(
  'RunsQuery',
  {},
  { limit: integer('Limit', 1, 200), before: requestedRunIdCodec, status: runStatusCodec },
);
export type RunsQuery = t.TypeOf<typeof runsQueryCodec>;

/** Answer to `GET /runs`. `next_before` is null on the last page. */
export const runListCodec = strict('RunList', {
  runs: t.readonlyArray(runSummaryCodec),
  next_before: nullable(runIdCodec),
});
export type RunList = t.TypeOf<typeof runListCodec>;

/**
 * What the run archive kept of a run: the user's own words. By task id; attempts in order. Nulls are things that are missing;
 * `complete` is false when something is.
 */
export const runContentsCodec = strict('RunContents', {
  graph: nullable(taskGraphCodec),
  inputs: dictionary(runTaskIdCodec, t.readonlyArray(jsonValue)),
  model_answers: dictionary(runTaskIdCodec, t.readonlyArray(nullable(t.string))),
  outputs: dictionary(runTaskIdCodec, jsonValue),
  final_output: jsonValue,
  error: nullable(errorBodyCodec),
  complete: t.boolean,
});
export type RunContents = t.TypeOf<typeof runContentsCodec>;

/** Answer to `GET /runs/{run_id}`. `contents` is null when the run archive is off, or the contents were deleted. */
export const runDetailsCodec = strict('RunDetails', {
  summary: runSummaryCodec,
  telemetry: telemetryBundleCodec,
  contents: nullable(runContentsCodec),
});
export type RunDetails = t.TypeOf<typeof runDetailsCodec>;

/** Query of `GET /runs/{run_id}/events`: the first `seq` wanted. The header `Last-Event-ID` says the same, less one. */
export const runEventsQueryCodec = strict('RunEventsQuery', {}, { from_seq: count });

/** Answer to `GET /runs/{run_id}/events` when no stream was asked for. */
export const runEventListCodec = strict('RunEventList', {
  run_id: runIdCodec,
  /** False while the run goes on. */
  ended: t.boolean,
  events: t.readonlyArray(runEventCodec),
});
export type RunEventList = t.TypeOf<typeof runEventListCodec>;

/** Answer to `DELETE /runs/{run_id}`: what there was, and is no more. */
export const runRemovedCodec = strict('RunRemoved', {
  run_id: runIdCodec,
  telemetry: t.boolean,
  contents: t.boolean,
});
export type RunRemoved = t.TypeOf<typeof runRemovedCodec>;

import * as t from 'io-ts';
import { jsonValue } from '../codec/json-value.ts';
import { integer, text } from '../codec/refined.ts';
import { strict } from '../codec/strict.ts';
import { durationCodec, runIdCodec } from '../run/event.ts';
import { telemetryBundleCodec } from '../run/telemetry.ts';
import { runTaskIdCodec } from '../task-graph/for-each.ts';

const count = integer('Count', 0);

/**
 * One place where a run and its replay, or its archive and its telemetry, are not the same. `task_id` is null for what
 * concerns the whole run. `path` is a JSON pointer into the telemetry of the task or run, or begins with `/archive`; then
 * `recorded` is what the run log names and `replayed` is what the archive holds now.
 */
export const replayDifferenceCodec = strict('ReplayDifference', {
  task_id: t.union([runTaskIdCodec, t.null]),
  path: text('Path', 2048),
  recorded: jsonValue,
  replayed: jsonValue,
});
export type ReplayDifference = t.TypeOf<typeof replayDifferenceCodec>;

/** Answer to `POST /runs/{run_id}/replay`. A difference is a result and no error. */
export const replayReportCodec = strict('ReplayReport', {
  run_id: runIdCodec,
  identical: t.boolean,
  /** In the order of the graph: every task after what it depends on. */
  first_difference: t.union([replayDifferenceCodec, t.null]),
  differences: count,
  /** Deterministic and aggregation tasks that ran again, of mapped ones the items. */
  recomputed_tasks: count,
  /** Model calls that were answered from the archive. No model was asked. */
  served_answers: count,
  warnings: t.readonlyArray(text('Warning', 1024)),
  duration_ms: durationCodec,
  /** Of the replay, which is kept nowhere; null when the archived graph was changed and nothing ran. */
  telemetry: t.union([telemetryBundleCodec, t.null]),
});
export type ReplayReport = t.TypeOf<typeof replayReportCodec>;

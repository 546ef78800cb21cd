import * as t from 'io-ts';
import { jsonValue } from '../codec/json-value.ts';
import { text } from '../codec/refined.ts';
import { strict } from '../codec/strict.ts';
import { sha256Codec } from '../task-graph/identifiers.ts';
import { errorBodyCodec } from './error-body.ts';
import { durationCodec, runIdCodec } from './event.ts';
import { resultStatusCodec, stopReasonCodec } from './taxonomy.ts';
import { telemetryBundleCodec } from './telemetry.ts';

const name = text('Name', 512);

/** The answer to `POST /execute` and `kora run --json`. */
export const executionResultCodec = strict('ExecutionResult', {
  status: resultStatusCodec,
  stop_reason: t.union([stopReasonCodec, t.null]),
  /** The root task's output; null when it has none. */
  final_output: jsonValue,
  telemetry: telemetryBundleCodec,
  execution_metadata: strict('ExecutionMetadata', {
    run_id: runIdCodec,
    trace_id: name,
    backend: name,
    graph_hash: sha256Codec,
    duration_ms: durationCodec,
  }),
  error: t.union([errorBodyCodec, t.null]),
});
export type ExecutionResult = t.TypeOf<typeof executionResultCodec>;

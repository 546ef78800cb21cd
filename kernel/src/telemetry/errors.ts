import { defineErrors } from '@kora/plugin-sdk';

/** Errors of the run logs and their index. */
export const telemetryErrors = defineErrors({
  KORA_TELEMETRY_RUN_ID_REFUSED: {
    type: 'CONFLICT',
    message: (details: { run_id: string; reason: string }) =>
      `No run log can be begun for ${details.run_id}: ${details.reason}. Make a new run id with newRunId.`,
  },
  KORA_TELEMETRY_WRITE_FAILED: {
    type: 'EXECUTION_FAILURE',
    message: (details: { run_id: string; reason: string }) =>
      `The log of run ${details.run_id} cannot be written: ${details.reason}. Without its log a run may not go on; make room or make the telemetry folder writable, then run it again.`,
  },
  KORA_TELEMETRY_LOG_CLOSED: {
    type: 'CONFLICT',
    message: (details: { run_id: string }) =>
      `The log of run ${details.run_id} is closed, because the run has ended or Studio stops; it takes no more events.`,
  },
  KORA_TELEMETRY_RUN_LIVE: {
    type: 'CONFLICT',
    message: (details: { run_id: string }) =>
      `Run ${details.run_id} is still going on. Cancel it first, then delete it.`,
  },
  KORA_TELEMETRY_INDEX_UNUSABLE: {
    type: 'EXECUTION_FAILURE',
    message: (details: { path: string; reason: string }) =>
      `The index of runs ${details.path} cannot be used: ${details.reason}. The run logs are not affected, and it is rebuilt from them: ask again in a moment, or start Studio again.`,
  },
});

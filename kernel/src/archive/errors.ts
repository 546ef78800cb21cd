import { defineErrors } from '@kora/plugin-sdk';

/** Errors of the run archive. */
export const archiveErrors = defineErrors({
  KORA_ARCHIVE_WRITE_FAILED: {
    type: 'EXECUTION_FAILURE',
    message: (details: { run_id: string; reason: string }) =>
      `The contents of run ${details.run_id} cannot be kept: ${details.reason}. Make room or make the runs folder writable, or set "keep_run_contents": false in studio.json.`,
  },
});

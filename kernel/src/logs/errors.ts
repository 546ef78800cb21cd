import { defineErrors } from '@kora/plugin-sdk';

/** Errors of the log files. */
export const logErrors = defineErrors({
  KORA_LOGS_UNWRITABLE: {
    type: 'EXECUTION_FAILURE',
    message: (details: { path: string; reason: string }) =>
      `The log file ${details.path} cannot be written: ${details.reason}. Make it writable for your user, or choose another data root with --data-root.`,
  },
});

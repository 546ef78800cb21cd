import { defineErrors } from '@kora/plugin-sdk';

export const errors = defineErrors({
  KORA_OPERATIONS_DESCRIPTORS_INVALID: {
    type: 'EXECUTION_FAILURE',
    message: ({ problem }: { readonly problem: string }) =>
      `operations-standard: operations.json does not hold descriptors of operations (${problem}). Build and install the plugin again.`,
  },
});

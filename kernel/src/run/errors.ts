import type { Issue, VersionMismatch } from '@kora/contracts';
import { defineErrors } from '@kora/plugin-sdk';
import { firstIssue, type IssueFacts, issueFacts } from '../issue-facts.ts';

type Facts = { readonly [key: string]: never };

export const runErrors = defineErrors({
  KORA_GRAPH_INVALID: {
    type: 'VALIDATION_ERROR',
    message: ({ issues }: { issues: IssueFacts }) =>
      `The graph was refused before anything ran: ${firstIssue('the graph', issues)}.`,
  },
  KORA_GRAPH_VERSION: {
    type: 'VERSION_MISMATCH',
    message: ({ declared, supported }: { declared: string; supported: string; issues: IssueFacts }) =>
      `The graph declares version ${declared}; this Studio supports ${supported}. Use a graph of the same major version.`,
  },
  KORA_RUN_QUEUE_FULL: {
    type: 'OVERLOADED',
    message: ({ queued, retry_after_s }: { queued: number; retry_after_s: number }) =>
      `${queued} runs are already waiting. Try again in ${retry_after_s} s, or raise limits.max_queued_runs in studio.json.`,
  },
  KORA_RUN_CLOSING: {
    type: 'OVERLOADED',
    message: (_: Facts) => 'Studio is shutting down and takes no new runs. Start it again.',
  },
  KORA_RUN_NOT_FOUND: {
    type: 'NOT_FOUND',
    message: ({ run_id }: { run_id: string }) =>
      `There is no run ${run_id.slice(0, 64)}. List runs with kora runs list.`,
  },
  KORA_RUN_ENDED: {
    type: 'CONFLICT',
    message: ({ run_id, status }: { run_id: string; status: string }) =>
      `Run ${run_id} has already ended (${status}); there is nothing to cancel.`,
  },
  KORA_BACKEND_FAILED: {
    type: 'EXECUTION_FAILURE',
    message: ({ backend }: { backend: string; reason: string }) =>
      `Backend ${backend} broke off without a result. The log names the cause (kora doctor shows where it is).`,
  },
  KORA_RUN_RESULT_REFUSED: {
    type: 'EXECUTION_FAILURE',
    message: ({ backend, reason }: { backend: string; reason: string }) =>
      `The result of backend ${backend} was refused: ${reason}. This is a fault of the backend plugin; report it to its publisher.`,
  },
});

/** The error for a graph that was refused: a version mismatch has its own type, so that no client takes it for a typo. */
export function graphRefused(issues: readonly Issue[], mismatch: VersionMismatch | null) {
  const facts = issueFacts(issues);
  return mismatch === null
    ? runErrors.KORA_GRAPH_INVALID({ issues: facts })
    : runErrors.KORA_GRAPH_VERSION({ ...mismatch, issues: facts });
}

import { defineErrors } from '@kora/plugin-sdk';

type Run = { run_id: string };

/** Why a run, or a model call of it, cannot be replayed. */
export const replayErrors = defineErrors({
  KORA_REPLAY_RUN_ACTIVE: {
    type: 'CONFLICT',
    message: ({ run_id }: Run) => `Run ${run_id} is still going on. Wait for its end, then replay it.`,
  },
  KORA_REPLAY_INTERRUPTED: {
    type: 'CONFLICT',
    message: ({ run_id }: Run) =>
      `Run ${run_id} was interrupted, so there is no end to compare a replay with. Run its graph again, and replay that run.`,
  },
  KORA_REPLAY_CANCELLED: {
    type: 'CONFLICT',
    message: ({ run_id }: Run) =>
      `Run ${run_id} was cancelled, and the moment of that cannot be repeated. Run its graph again, and replay that run.`,
  },
  KORA_REPLAY_NO_CONTENTS: {
    type: 'CONFLICT',
    message: ({ run_id }: Run) =>
      `Nothing that could be replayed is kept of run ${run_id}: its contents were not kept, were deleted, or no longer begin with a valid graph. Set "keep_run_contents": true in studio.json and run the graph again.`,
  },
  KORA_REPLAY_CONTENTS_INCOMPLETE: {
    type: 'CONFLICT',
    message: ({ run_id }: Run) =>
      `What is kept of run ${run_id} is damaged or has gaps (values too large to keep), so a replay could prove nothing. Restore its file in the folder runs, or run the graph again.`,
  },
  KORA_REPLAY_TIMED_OUT: {
    type: 'CONFLICT',
    message: ({ run_id, where }: Run & { where: string }) =>
      `Run ${run_id} was stopped by the clock (${where}), and how far it had come by then cannot be repeated. Raise that time limit, run the graph again, and replay that run.`,
  },
  /** Inside a replay: becomes the failure of the task that asked. */
  KORA_REPLAY_CALL_NOT_RECORDED: {
    type: 'CONFLICT',
    message: ({ connector }: { connector: string }) =>
      `The recorded run did not ask ${connector} this, and a replay asks no model. The report's first difference says where the two part.`,
  },
});

import { type FrozenGraph, type TelemetryBundle, TelemetryReducer } from '@kora/contracts';
import { untouchedBudget } from './untouched-budget.ts';

/** What telemetry can say of a run that waits for its turn: which tasks there are, and that none has begun. */
export function queuedBundle(
  frozen: FrozenGraph,
  runId: string,
  traceId: string,
  backend: string,
  now: Date,
): TelemetryBundle {
  const reducer = new TelemetryReducer();
  const timestamp = now.toISOString();
  const envelope = {
    timestamp,
    run_id: runId,
    graph_id: frozen.graph.graph_id,
    attempt_index: 0,
    event_id: runId,
    seq: 0,
  };
  reducer.apply({
    ...envelope,
    event_type: 'run.started',
    payload: {
      kora_version: frozen.graph.kora_version,
      contract_version: frozen.graph.kora_version,
      backend,
      graph_hash: frozen.graph_hash,
      trace_id: traceId,
      root: frozen.graph.root,
      task_count: frozen.graph.tasks.length,
      budget: frozen.graph.budget ?? {},
      task_construction_ms: 0,
      dag_validation_ms: 0,
      queue_ms: 0,
    },
  });
  for (const task of frozen.graph.tasks) {
    const payload = { task_type: task.type, budget: untouchedBudget(task) };
    reducer.apply({ ...envelope, event_type: 'task.created', task_id: task.id, payload });
  }
  const bundle = reducer.bundle('queued');
  if (bundle === null) throw new Error('a started run has a bundle');
  return bundle;
}

import {
  declaredTaskId,
  type ExecutionResult,
  type FrozenGraph,
  type GraphBudget,
  type Json,
  mapItemOf,
  type NormalTask,
  type RunEvent,
  type RunEventOf,
  type RunEventType,
} from '@kora/contracts';
import type { WitnessedCall } from './engine/witness.ts';

/** Everything that is known of one run, from as many independent witnesses as there are. */
export interface Evidence {
  /** The graph as submitted, with the request's ceilings already applied by the gate itself. */
  readonly frozen: FrozenGraph;
  /** The ceilings of the submitted graph and of the request. */
  readonly ceilings: { readonly graph: GraphBudget; readonly request: GraphBudget };
  /** The model that the request hints at. */
  readonly hinted_model: string;
  /** The graph that the backend was handed; null when none was. */
  readonly given: FrozenGraph | null;
  readonly result: ExecutionResult;
  /** The log file, as it is on disk. */
  readonly log: string;
  /** Its lines, parsed but not decoded. */
  readonly lines: readonly unknown[];
  /** Its lines that say of themselves that they are events; whether they decode is for a checker to find out. */
  readonly events: readonly RunEvent[];
  /** Accepted outputs by task, from the run archive. */
  readonly outputs: ReadonlyMap<string, Json>;
  /** The connectors' own account of their calls, in the order of their beginning. */
  readonly calls: readonly WitnessedCall[];
  /** Words that only prompts, answers and outputs hold. */
  readonly secrets: readonly string[];
  /** True when cancellation was asked for before the run ended. */
  readonly cancelled: boolean;
}

/** The events of one type, in their order. */
export function eventsOf<T extends RunEventType>(
  evidence: Evidence,
  type: T,
  taskId?: string,
): readonly RunEventOf<T>[] {
  return evidence.events.filter(
    (event): event is RunEventOf<T> => event.event_type === type && (taskId === undefined || event.task_id === taskId),
  );
}

/** The task of the graph that an id stands for; an item has that of its list. */
export function declaredTask({ frozen }: Evidence, id: string): NormalTask | undefined {
  return frozen.graph.tasks.find((task) => task.id === declaredTaskId(id));
}

/** Ids of all tasks of the graph, and of all items of lists that the log knows. */
export function runTaskIds({ frozen, events }: Evidence): readonly string[] {
  const items = events.flatMap(({ event_type, task_id = '' }) =>
    event_type === 'task.created' && mapItemOf(task_id) !== null ? [task_id] : [],
  );
  return [...frozen.graph.tasks.map(({ id }) => id), ...new Set(items)];
}

/** Events that end a task. */
export const TERMINAL: ReadonlySet<string> = new Set([
  'task.completed',
  'task.failed',
  'task.skipped',
  'task.cancelled',
]);

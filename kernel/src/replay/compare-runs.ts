import { type Json, mapItemOf, type ReplayDifference, type TaskTelemetry, type TelemetryBundle } from '@kora/contracts';
import { asRecordedThen } from './as-recorded-then.ts';
import { jsonDifferences } from './json-differences.ts';

/** What came of comparing. */
export interface Comparison {
  readonly identical: boolean;
  readonly first_difference: ReplayDifference | null;
  readonly differences: number;
}

/**
 * What must come out again of a task, causes before their effects, so that the first difference is the telling one. Times
 * and the budget's clock are not in it.
 */
function replayable(task: TaskTelemetry): Json {
  const { operation, operation_version, input_hash, model, validation_errors, validation_status } = task;
  return {
    task_type: task.task_type,
    operation,
    operation_version,
    input_hash,
    ...(task.item_count === undefined ? {} : { item_count: task.item_count }),
    attempts: task.attempts.map(({ duration_ms: _, time_to_first_token_ms: __, ...attempt }) => attempt),
    model: model === null ? null : { ...model, parameters: { ...model.parameters } },
    validation_status,
    validation_errors: validation_errors.map((error) => ({ ...error })),
    stages: task.stages,
    output_hash: task.output_hash,
    output_bytes: task.output_bytes,
    status: task.status,
    stop_reason: task.stop_reason,
    error_code: task.error_code,
  };
}

function* differencesOf(
  recorded: TelemetryBundle,
  replayed: TelemetryBundle,
  order: readonly string[],
): Generator<ReplayDifference, void, void> {
  yield* jsonDifferences(recorded.graph_hash, replayed.graph_hash, '/graph_hash', null);
  const before = new Map(recorded.tasks.map((task) => [task.task_id, task]));
  const after = new Map(replayed.tasks.map((task) => [task.task_id, task]));
  for (const id of causesFirst(order, new Set([...before.keys(), ...after.keys()]))) {
    const [a, b] = [before.get(id), after.get(id)];
    const again = a === undefined || b === undefined ? b : asRecordedThen(a, b);
    const [one, other] = [a, again].map((task) => (task === undefined ? null : replayable(task)));
    yield* jsonDifferences(one ?? null, other ?? null, '', id);
  }
  const ends = ({ status, stop_reason, output_hash }: TelemetryBundle) => ({ status, stop_reason, output_hash });
  yield* jsonDifferences(ends(recorded), ends(replayed), '', null);
}

/** All ids in the order of the graph, each mapped task after its items, and last what the graph does not know. */
function causesFirst(order: readonly string[], known: ReadonlySet<string>): ReadonlySet<string> {
  const items = new Map<string, { readonly id: string; readonly index: number }[]>();
  for (const id of known) {
    const item = mapItemOf(id);
    if (item === null) continue;
    const others = items.get(item.task_id);
    if (others === undefined) items.set(item.task_id, [{ id, index: item.index }]);
    else others.push({ id, index: item.index });
  }
  const inOrder = (id: string) => (items.get(id) ?? []).sort((a, b) => a.index - b.index).map((item) => item.id);
  return new Set([...order.flatMap((id) => [...inOrder(id), id]), ...known]);
}

/** Counts differences and keeps the first. */
export function summarise(...sources: readonly Iterable<ReplayDifference>[]): Comparison {
  let first_difference: ReplayDifference | null = null;
  let differences = 0;
  for (const source of sources) {
    for (const difference of source) {
      first_difference ??= difference;
      differences++;
    }
  }
  return { identical: differences === 0, first_difference, differences };
}

/**
 * Compares a run with its replay: graph, and for each task operation and version, input, model, attempts, validation, stages,
 * output and end; last the run's own end.
 * @param order ids of the tasks, each after those it depends on.
 * @param before differences that were found by other means and come first.
 */
export function compareRuns(
  recorded: TelemetryBundle,
  replayed: TelemetryBundle,
  order: readonly string[],
  before: Iterable<ReplayDifference> = [],
): Comparison {
  return summarise(before, differencesOf(recorded, replayed, order));
}

import { canonicalJson, type Json, type RunDetails, type TaskTelemetry } from '@kora/contracts';

/** One thing in which two runs are compared. Values are null where a run has none. */
export interface RunFact {
  /** Null for the whole run. */
  readonly task_id: string | null;
  readonly fact: string;
  readonly a: Json;
  readonly b: Json;
  readonly same: boolean;
}

/** What two runs have in common and in what they differ. Times are facts too, but make no two runs differ. */
export interface RunDiff {
  readonly a: string;
  readonly b: string;
  readonly same_graph: boolean;
  /** Null when neither run has an output, or its hash. */
  readonly same_output: boolean | null;
  /** Everything but times is equal. */
  readonly same: boolean;
  readonly run: readonly RunFact[];
  /** Only what differs; times are left out. */
  readonly tasks: readonly RunFact[];
}

function fact(task_id: string | null, name: string, a: Json, b: Json): RunFact {
  return { task_id, fact: name, a, b, same: canonicalJson(a) === canonicalJson(b) };
}

function runFacts({ telemetry, contents }: RunDetails): { readonly [name: string]: Json } {
  const { graph_id, graph_hash, backend, status, stop_reason, output_hash, summary } = telemetry;
  const { total_tasks, model_invocation_count, retry_count, tokens_in, tokens_out, total_latency_ms } = summary;
  return {
    graph_id,
    graph_hash,
    backend,
    status,
    stop_reason,
    output_hash,
    final_output: contents?.final_output ?? null,
    total_tasks,
    model_invocation_count,
    retry_count,
    tokens_in,
    tokens_out,
    total_latency_ms,
    queue_wait_ms: summary.queue_wait_ms,
  };
}

function taskFacts(task: TaskTelemetry | undefined, output: Json): { readonly [name: string]: Json } {
  if (task === undefined) return { status: null };
  const { status, stop_reason, error_code, operation, operation_version, input_hash, output_hash } = task;
  const { tokens_in, tokens_out, retry_count, model } = task;
  return {
    status,
    stop_reason,
    error_code,
    operation,
    operation_version,
    item_count: task.item_count ?? null,
    model: model === null ? null : `${model.connector}/${model.model_id}`,
    model_digest: model?.digest ?? null,
    input_hash,
    output_hash,
    output,
    tokens_in,
    tokens_out,
    retry_count,
  };
}

const isTime = ({ fact }: RunFact) => fact.endsWith('_ms');

function pairs(task_id: string | null, a: { readonly [n: string]: Json }, b: { readonly [n: string]: Json }) {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].map((name) => fact(task_id, name, a[name] ?? null, b[name] ?? null));
}

/** Compares two runs: graph, ends, outputs where they were kept, tokens and times; then task by task what differs. */
export function diffRuns(a: RunDetails, b: RunDetails): RunDiff {
  const run = pairs(null, runFacts(a), runFacts(b));
  const tasksA = new Map(a.telemetry.tasks.map((task) => [task.task_id, task]));
  const tasksB = new Map(b.telemetry.tasks.map((task) => [task.task_id, task]));
  const outputOf = ({ contents }: RunDetails, id: string): Json =>
    contents !== null && Object.hasOwn(contents.outputs, id) ? (contents.outputs[id] ?? null) : null;
  const tasks = [...new Set([...tasksA.keys(), ...tasksB.keys()])].flatMap((id) =>
    pairs(id, taskFacts(tasksA.get(id), outputOf(a, id)), taskFacts(tasksB.get(id), outputOf(b, id))).filter(
      ({ same }) => !same,
    ),
  );
  const hashes = [a.telemetry.output_hash, b.telemetry.output_hash] as const;
  return {
    a: a.telemetry.run_id,
    b: b.telemetry.run_id,
    same_graph: a.telemetry.graph_hash === b.telemetry.graph_hash,
    same_output: hashes[0] === null && hashes[1] === null ? null : hashes[0] === hashes[1],
    same: tasks.length === 0 && run.every((one) => one.same || isTime(one)),
    run,
    tasks,
  };
}

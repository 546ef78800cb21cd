import { canonicalJson, type TaskTelemetry } from '@kora/contracts';
import { type Evidence, runTaskIds, TERMINAL } from '../evidence.ts';
import { violation } from '../requirements.ts';
import { canonicalHash } from './canonical-hash.ts';

const RANK: Readonly<Record<string, number>> = { 'task.created': 0, 'task.ready': 1, 'task.started': 2 };
const MIDDLE = 3;
const END = 4;

/** Invariant 7, task by task: each has its life, in order, and the fields that its end requires. */
export function checkTelemetryTasks(evidence: Evidence): string[] {
  const found: string[] = [];
  for (const id of runTaskIds(evidence)) {
    const types: string[] = evidence.events.filter(({ task_id }) => task_id === id).map(({ event_type }) => event_type);
    const terminal = types.filter((type) => TERMINAL.has(type));
    if (terminal.length !== 1)
      found.push(violation('telemetry:task:one-terminal', `${id} ended with ${terminal.join(', ') || 'nothing'}`));
    const ranks = types.map((type) => (TERMINAL.has(type) ? END : (RANK[type] ?? MIDDLE)));
    if (ranks[0] !== 0 || ranks.some((rank, index) => index > 0 && rank < (ranks[index - 1] ?? 0)))
      found.push(violation('telemetry:task:life-order', `the life of ${id} is ${types.join(', ')}`));
    const task = evidence.result.telemetry.tasks.find(({ task_id }) => task_id === id);
    if (task === undefined) found.push(violation('telemetry:task:required-fields', `${id} has no telemetry`));
    else found.push(...fields(task), ...stages(task), ...hashes(evidence, task));
  }
  return found;
}

function fields(task: TaskTelemetry): string[] {
  const { task_id, status } = task;
  const ran = status === 'success';
  const failed = status === 'failed' || status === 'timeout';
  const claims: readonly (readonly [string, boolean])[] = [
    ['finished_at', task.finished_at !== null],
    ['started_at', !ran || task.started_at !== null],
    ['input_hash', !ran || task.input_hash !== null],
    ['output_hash', ran === (task.output_hash !== null)],
    ['validation_status', !ran || task.validation_status === 'pass'],
    ['validation_errors', (task.validation_status === 'fail') === task.validation_errors.length > 0],
    ['stop_reason', failed === (task.stop_reason !== null) || status === 'skipped'],
    ['error_code', failed === (task.error_code !== null) || status === 'skipped'],
    ['status', (status === 'timeout') === (failed && task.stop_reason === 'TIMEOUT')],
    ['operation', task.task_type === 'model' || task.started_at === null || task.operation_version !== null],
    ['model', task.attempts.length === 0 || task.model !== null],
    ['attempts', task.attempts.every(({ attempt_index }, n) => attempt_index === n)],
    ['retry_count', task.retry_count === task.budget.consumed.retries],
  ];
  return claims
    .filter(([, holds]) => !holds)
    .map(([field]) =>
      violation('telemetry:task:required-fields', `${task_id} ended as ${status}, wrong is its ${field}`),
    );
}

function stages({ task_id, task_type, status, stages, item_count }: TaskTelemetry): string[] {
  const work = { deterministic: 'DETERMINISTIC_EXECUTION', aggregation: 'AGGREGATION', model: 'MODEL_INVOCATION' }[
    task_type
  ];
  const times = task_type === 'model' ? '*' : '?';
  // Of a list of questions, each item is asked, and the list is only validated.
  const middle =
    task_type === 'model' && item_count !== undefined
      ? '( SCHEMA_VALIDATION)?'
      : `( ${work}( SCHEMA_VALIDATION)?)${times}`;
  const end = { success: ' TASK_COMPLETED', failed: ' TASK_FAILED', timeout: ' TASK_FAILED' }[String(status)] ?? '';
  const lawful = new RegExp(`^TASK_CONSTRUCTED DAG_VALIDATED${middle}${end}$`);
  const complete = status !== 'success' || stages.at(-2) === 'SCHEMA_VALIDATION';
  if (lawful.test(stages.join(' ')) && complete) return [];
  return [violation('telemetry:task:stages', `${task_id} ended as ${status} after ${stages.join(' ')}`)];
}

function hashes({ outputs }: Evidence, { task_id, output_hash, output_bytes }: TaskTelemetry): string[] {
  const output = outputs.get(task_id);
  if (output_hash === null) return [];
  if (output === undefined) return [violation('telemetry:task:hashes', `${task_id} has a hash and no output`)];
  const found: string[] = [];
  if (canonicalHash(output) !== output_hash)
    found.push(violation('telemetry:task:hashes', `${output_hash} is not the hash of the output of ${task_id}`));
  if (Buffer.byteLength(canonicalJson(output)) !== output_bytes)
    found.push(violation('telemetry:task:hashes', `the output of ${task_id} does not have ${output_bytes} bytes`));
  return found;
}

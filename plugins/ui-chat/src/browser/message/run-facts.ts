import type { ModelCall, TaskTelemetry, TelemetryBundle } from '@kora/contracts';
import { formatBytes, formatCount, formatDuration } from '@kora/plugin-sdk/ui';
import { failureWords } from './failure-words.ts';
import { speedText } from './speed-text.ts';

/** A name with what belongs to it; `data` is meant for machines, such as a hash. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly data?: boolean;
}

/** Shorter waits are the scheduler's, and tell nothing. */
const WORTH_TELLING_MS = 25;

const VALIDATION = { pass: 'passed', fail: 'failed', not_run: 'not run' } as const;
const words = (name: string) => name.replaceAll('_', ' ');
const present = (facts: readonly (Fact | null)[]): readonly Fact[] => facts.filter((fact) => fact !== null);

function modelFact({ connector, model_id, digest, seed, structured_output, tokens_source }: ModelCall): Fact {
  const parts = [
    `${model_id} by ${connector}`,
    digest === null ? null : digest.slice(0, 19),
    seed === null ? null : `seed ${seed}`,
    structured_output === 'none' ? null : `output held to ${structured_output === 'json' ? 'JSON' : 'its schema'}`,
    `tokens ${tokens_source}`,
  ];
  return { name: 'Model', value: parts.filter((part) => part !== null).join(' · ') };
}

/** What a task is called: by its own name, and an item of a list (`<task>[<index>]`) by its place in it, counted from 1. */
export function taskTitle({ task_id, task_name, item_count }: TaskTelemetry): string {
  const index = /\[(\d+)\]$/.exec(task_id)?.[1];
  if (index !== undefined) return `${task_name ?? task_id.slice(0, task_id.indexOf('['))}, item ${Number(index) + 1}`;
  return `${task_name ?? task_id}${item_count === undefined ? '' : ` (${formatCount(item_count, 'item')})`}`;
}

/** A run in numbers. */
export function runFacts({ summary, backend, graph_hash, output_hash, run_id }: TelemetryBundle): readonly Fact[] {
  const counts = [
    [summary.deterministic_task_count, 'deterministic'],
    [summary.model_task_count, 'model'],
    [summary.aggregation_task_count, 'aggregation'],
  ] as const;
  const tasks = counts.flatMap(([count, name]) => (count === 0 ? [] : [`${count} ${name}`])).join(', ');
  const { model_invocations_avoided: avoided, queue_wait_ms, retry_count, validation_failures } = summary;
  return present([
    { name: 'Tasks', value: tasks },
    {
      name: 'Model calls',
      value: `${summary.model_invocation_count}${avoided > 0 ? `, ${avoided} avoided` : ''}`,
    },
    {
      name: 'Tokens',
      value: `${summary.tokens_in.toLocaleString('en')} in, ${summary.tokens_out.toLocaleString('en')} out`,
    },
    { name: 'Time', value: formatDuration(summary.total_latency_ms) },
    queue_wait_ms < WORTH_TELLING_MS
      ? null
      : { name: 'Waited', value: `${formatDuration(queue_wait_ms)}, summed over tasks` },
    retry_count === 0 ? null : { name: 'Retries', value: String(retry_count) },
    validation_failures === 0 ? null : { name: 'Failed validations', value: String(validation_failures) },
    { name: 'Backend', value: backend },
    { name: 'Run', value: run_id, data: true },
    { name: 'Graph SHA-256', value: graph_hash, data: true },
    output_hash === null ? null : { name: 'Output SHA-256', value: output_hash, data: true },
  ]);
}

/** In words, and with the code to look it up by. */
function failureLine(error_code: string): string {
  const words = failureWords(error_code);
  return words === null ? `Ended with ${error_code}.` : `It failed: ${words} (${error_code}).`;
}

/** What went wrong in a task, or was worth a warning, a sentence each; empty for most. */
export function taskTroubles({ error_code, attempts, validation_errors, warnings }: TaskTelemetry): readonly string[] {
  const tries = attempts.flatMap(({ outcome, attempt_index, duration_ms }) =>
    outcome === 'accepted'
      ? []
      : [`Attempt ${attempt_index + 1} ended after ${formatDuration(duration_ms)}: ${words(outcome)}.`],
  );
  const failing = validation_errors.map(({ path, message }) => `${path || '/'}: ${message}`);
  return [...(error_code === null ? [] : [failureLine(error_code)]), ...tries, ...failing, ...warnings];
}

/** When the last attempt began to write, and how quickly it went on. */
function generationFact({ attempts }: TaskTelemetry): Fact | null {
  const { time_to_first_token_ms: first, tokens_out = 0, duration_ms = 0 } = attempts.at(-1) ?? {};
  if (first === undefined) return null;
  const speed = speedText(tokens_out - 1, duration_ms - first);
  const then = speed === '' ? '' : `, then ${speed}`;
  return { name: 'Generation', value: `first token after ${formatDuration(first)}${then}` };
}

/** What is behind a task, for those who want to know exactly. */
export function taskFacts(task: TaskTelemetry): readonly Fact[] {
  const { operation, operation_version, model, budget, reused_from, output_bytes, input_hash, output_hash } = task;
  const { declared, consumed } = budget;
  const used = `${formatCount(consumed.tokens, 'token')} of ${declared.tokens.toLocaleString('en')}, ${formatDuration(consumed.time_ms)} of ${formatDuration(declared.time_ms)}`;
  return present([
    operation === null
      ? null
      : { name: 'Operation', value: `${operation} ${operation_version ?? ''}`.trim(), data: true },
    model === null ? null : modelFact(model),
    reused_from === undefined ? null : { name: 'Taken from', value: `${reused_from.task_id} of ${reused_from.run_id}` },
    generationFact(task),
    task.task_type === 'model' ? { name: 'Budget used', value: used } : null,
    task.queue_ms >= WORTH_TELLING_MS ? { name: 'Waited', value: formatDuration(task.queue_ms) } : null,
    task.validation_status === 'not_run' ? null : { name: 'Validation', value: VALIDATION[task.validation_status] },
    output_bytes === 0 ? null : { name: 'Output', value: formatBytes(output_bytes) },
    input_hash === null ? null : { name: 'Input SHA-256', value: input_hash, data: true },
    output_hash === null ? null : { name: 'Output SHA-256', value: output_hash, data: true },
  ]);
}

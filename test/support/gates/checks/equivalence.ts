import type { Json, TaskTelemetry } from '@kora/contracts';
import type { Evidence } from '../evidence.ts';
import { type RequirementId, violation } from '../requirements.ts';

/** What two backends must agree on, by requirement. Times, codes of errors and their words are each backend's own. */
const ASPECTS: Readonly<Partial<Record<RequirementId, (task: TaskTelemetry) => Json>>> = {
  'backend:equivalence:stages': ({ status, stages, item_count = null }) => ({
    status,
    stages: [...stages],
    item_count,
  }),
  'backend:equivalence:stop-reason': ({ stop_reason }) => stop_reason,
  'backend:equivalence:validation': ({ validation_status, validation_errors, attempts, retry_count, tokens_out }) => ({
    validation_status,
    failing: validation_errors.map(({ keyword }) => keyword).sort(),
    attempts: attempts.map(({ outcome, tokens_out, answer_hash = null }) => ({ outcome, tokens_out, answer_hash })),
    retry_count,
    tokens_out,
  }),
  'backend:equivalence:outputs': ({ operation_version, input_hash, output_hash, output_bytes }) => ({
    operation_version,
    input_hash,
    output_hash,
    output_bytes,
  }),
};

/** Invariant 10: what two backends made of the same graph with the same models. */
export function checkEquivalence(one: Evidence, other: Evidence): string[] {
  const found: string[] = [];
  const compare = (id: RequirementId, what: string, a: Json, b: Json) => {
    const [x, y] = [JSON.stringify(a), JSON.stringify(b)];
    if (x !== y) found.push(violation(id, `${what} is ${x}, and ${y} elsewhere`));
  };
  const [a, b] = [one.result, other.result];
  compare('backend:equivalence:stages', 'the status of the run', a.status, b.status);
  compare('backend:equivalence:stop-reason', 'the reason to stop', reasonOf(one), reasonOf(other));
  compare('backend:equivalence:outputs', 'the output of the run', a.final_output, b.final_output);
  compare('backend:equivalence:outputs', 'the hash of the output', a.telemetry.output_hash, b.telemetry.output_hash);
  const [tasks, others] = [tasksOf(one), tasksOf(other)];
  for (const id of new Set([...tasks.keys(), ...others.keys()])) {
    const [task, same] = [tasks.get(id), others.get(id)];
    compare('backend:equivalence:outputs', `the text of ${id}`, textOf(one, id), textOf(other, id));
    for (const [requirement, aspect] of Object.entries(ASPECTS)) {
      const [x, y] = [task, same].map((each) => (each === undefined ? null : aspect(each)));
      compare(requirement as RequirementId, id, x ?? null, y ?? null);
    }
  }
  return found;
}

const tasksOf = ({ result }: Evidence) => new Map(result.telemetry.tasks.map((task) => [task.task_id, task]));
const textOf = ({ outputs }: Evidence, id: string) => JSON.stringify(outputs.get(id) ?? null);
const reasonOf = ({ result }: Evidence): Json => [result.stop_reason, result.telemetry.failed_task];

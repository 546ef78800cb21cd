import { declaredTaskId } from '@kora/contracts';
import { declaredTask, type Evidence, eventsOf } from '../evidence.ts';
import { violation } from '../requirements.ts';
import { lowerOf } from './ceilings.ts';

/** Pieces that a runtime may have sent before it notices that it was stopped. */
const IN_FLIGHT = 2;

/** Invariant 2, what really happened: calls, attempts and time, by the connectors' own account. */
export function checkBudgetLimits(evidence: Evidence): string[] {
  return [...ceilings(evidence), ...calls(evidence), ...sums(evidence), ...successes(evidence)];
}

function ceilings({ ceilings, events }: Evidence): string[] {
  const [first] = events;
  const expected = lowerOf(ceilings.graph, ceilings.request);
  const actual = first?.event_type === 'run.started' ? lowerOf(first.payload.budget, {}) : null;
  if (JSON.stringify(actual) === JSON.stringify(expected)) return [];
  const what = `the run has ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`;
  return [violation('budget:declared:request-only-lowers', what)];
}

function calls(evidence: Evidence): string[] {
  const { calls, frozen } = evidence;
  const found: string[] = [];
  const total = frozen.graph.budget?.max_total_tokens;
  for (const call of calls) {
    const { task_id, max_tokens, tokens_out, committed_before, committed_to_task: spent } = call;
    const cap = declaredTask(evidence, task_id)?.budget.max_tokens ?? 0;
    if (max_tokens > cap - spent)
      found.push(violation('budget:tokens:task-cap', `${task_id} may generate ${max_tokens} after ${spent} of ${cap}`));
    if (total !== undefined && max_tokens > total)
      found.push(violation('budget:tokens:graph-cap', `${task_id} may generate ${max_tokens} of ${total}`));
    if (total !== undefined && committed_before + max_tokens > total) {
      const what = `${task_id} may generate ${max_tokens} when ${committed_before} of ${total} were spent or granted`;
      found.push(violation('budget:tokens:no-joint-overdraft', what));
    }
    if (tokens_out > max_tokens + IN_FLIGHT)
      found.push(violation('budget:tokens:generation-ends', `${task_id} generated ${tokens_out} of ${max_tokens}`));
  }
  return found;
}

function sums(evidence: Evidence): string[] {
  const found: string[] = [];
  const { max_model_invocations, max_total_retries } = evidence.frozen.graph.budget ?? {};
  const served = evidence.calls.length;
  if (max_model_invocations !== undefined && served > max_model_invocations)
    found.push(violation('budget:invocations:graph-cap', `${served} calls of ${max_model_invocations}`));
  const further = served - new Set(evidence.calls.map(({ task_id }) => task_id)).size;
  if (max_total_retries !== undefined && further > max_total_retries)
    found.push(violation('budget:retries:graph-cap', `${further} further attempts of ${max_total_retries}`));
  return found;
}

function successes(evidence: Evidence): string[] {
  const found: string[] = [];
  const { tasks } = evidence.result.telemetry;
  for (const { task_id, status, budget } of tasks.filter(({ status }) => status === 'success')) {
    const generated = evidence.calls.filter((call) => [call.task_id, declaredTaskId(call.task_id)].includes(task_id));
    const tokens = generated.reduce((sum, call) => sum + call.tokens_out, 0);
    if (tokens > budget.declared.tokens)
      found.push(violation('budget:tokens:overdrawn-fails', `${task_id}: ${status} after ${tokens} tokens`));
    if (budget.consumed.time_ms > budget.declared.time_ms) {
      const what = `${task_id}: ${status} after ${budget.consumed.time_ms} of ${budget.declared.time_ms} ms`;
      found.push(violation('budget:time:task-cap', what));
    }
  }
  const limit = evidence.frozen.graph.budget?.max_total_time_ms;
  const [last] = eventsOf(evidence, 'run.completed');
  if (limit !== undefined && last?.payload.status === 'success' && Math.floor(last.payload.duration_ms) > limit)
    found.push(violation('budget:time:graph-cap', `success after ${last.payload.duration_ms} of ${limit} ms`));
  return found;
}

import {
  type AttemptOutcome,
  type BackendEvent,
  type BudgetState,
  hashJson,
  type Json,
  type ModelRequest,
  type ModelTask,
  type NormalTask,
  type Outputs,
  resolveMessages,
  type StopReason,
  sha256Hex,
} from '@kora/contracts';
import { accountOf } from './account-of.ts';
import { type Ending, failed } from './ending.ts';
import { type CallReport, readCall } from './read-call.ts';
import type { Scene } from './scene.ts';
import type { SchemaCheck } from './schema-check.ts';

type Task = Extract<NormalTask, ModelTask>;
type Failure = Exclude<AttemptOutcome, 'accepted'>;

/** Whether an outcome may be followed by another attempt at the same model, and by one at the next. */
const AGAIN: ReadonlySet<Failure> = new Set(['schema_violation', 'not_json', 'empty', 'stream_cut', 'transport_fault']);
const AS_TOLD: ReadonlySet<Failure> = new Set(['runtime_error', 'model_unavailable']);
const WRONG: ReadonlySet<Failure> = new Set(['schema_violation', 'not_json']);

/** Asks a model, again if it may, and the next one that the graph declares, all from one account. */
export async function* runModel(
  task: Task,
  outputs: Outputs,
  { context, schemas, write }: Scene,
): AsyncGenerator<BackendEvent, Ending> {
  const messages = resolveMessages(task.input.messages, outputs);
  if (messages._tag === 'Left') return failed('VALIDATION_ERROR');
  const parameters = task.input.parameters ?? {};
  const input_hash = hashJson({ messages: messages.right, parameters });
  const steps = typeof task.on_failure === 'object' ? task.on_failure.escalate : [];
  const routes = [task.routing?.model ?? context.hints.model ?? '', ...steps.map(({ model }) => model)];
  const [id = ''] = context.connectors.ids();
  const connector = await context.connectors.get(id);
  if (connector === undefined) throw new Error('there is no connector');
  const spent = { tokens: 0, retries: 0 };
  const budget = (): BudgetState => accountOf(task, spent);
  yield write.event('task.started', { stage: 'MODEL_INVOCATION', input_hash }, task.id);
  for (let attempt = 0, route = 0; ; attempt++) {
    const model_id = routes[route] ?? '';
    const max_tokens = task.budget.max_tokens - spent.tokens;
    const schema = task.schema.type === 'string' ? null : task.schema;
    const request: ModelRequest = {
      model_id,
      messages: messages.right,
      parameters,
      max_tokens,
      timeout_ms: 9_999,
      schema,
    };
    const model = { connector: id, model_id, digest: null, seed: null, parameters, ...PLAIN };
    const asked = { model, tokens_in: null, tokens_reserved: max_tokens, warnings: [], budget: budget() };
    yield write.event('model.invocation.started', asked, task.id, attempt);
    const call = await readCall(connector, request);
    spent.tokens += call.tokens_out;
    const { value, outcome, errors } = judge(call, task, schemas);
    const { tokens_in, tokens_out, retryable } = call;
    const told = { duration_ms: 0, time_to_first_token_ms: null, warnings: [], budget: budget() };
    const answer_hash = sha256Hex(call.text);
    const ended = { model, outcome, error_code: null, retryable, tokens_in, tokens_out, answer_hash, ...told };
    yield write.event('model.invocation.completed', ended, task.id, attempt);
    if (errors !== null) {
      const validation_status = errors.length === 0 ? 'pass' : 'fail';
      const validated = { validation_status, validation_errors: errors, duration_ms: 0 } as const;
      yield write.event('task.validated', validated, task.id, attempt);
    }
    if (outcome === 'accepted') return { kind: 'success', output: value ?? null, budget: budget() };
    const exhausted = spent.tokens >= task.budget.max_tokens;
    if (exhausted && CUT.has(outcome)) return { ...failed('BUDGET_BREACH'), budget: budget() };
    const stop: StopReason = WRONG.has(outcome) ? 'VALIDATION_ERROR' : 'EXECUTION_FAILURE';
    const left = task.budget.max_retries - spent.retries;
    const further = routes.length - 1 - route;
    const same = (AGAIN.has(outcome) || (AS_TOLD.has(outcome) && retryable)) && left > further;
    if (exhausted || left === 0 || (!same && further === 0)) return { ...failed(stop), budget: budget() };
    if (!same) route++;
    spent.retries++;
    const next = { reason: outcome, backoff_ms: 0, budget: budget() };
    yield write.event('retry.scheduled', next, task.id, attempt + 1);
  }
}

const PLAIN = { structured_output: 'none', tokens_source: 'counted' } as const;
const CUT: ReadonlySet<Failure> = new Set(['truncated', 'json_cut', 'thinking_overrun']);

/** What a call comes to when its answer is read and checked. `errors` is null when there was nothing to check. */
function judge(call: CallReport, { schema }: Task, schemas: SchemaCheck) {
  const { outcome, text, thought } = call;
  const value = schema.type === 'string' ? text : parsed(text);
  if (outcome === 'truncated') {
    const empty = text.trim() === '';
    const cut: Failure = empty && thought ? 'thinking_overrun' : !empty && value === undefined ? 'json_cut' : outcome;
    return { outcome: cut, value, errors: null };
  }
  if (outcome !== 'answered') return { outcome, value, errors: null };
  if (value === undefined) return { outcome: 'not_json' as const, value, errors: null };
  const errors = schemas.task(schema, value);
  return { outcome: errors.length === 0 ? ('accepted' as const) : ('schema_violation' as const), value, errors };
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import type { RunEvent, RunEventPayload, RunEventType } from '@kora/contracts';
import t from 'tap';
import { progressLine } from '../../src/cli/run/progress-line.ts';

const amount = { tokens: 0, time_ms: 1, retries: 0 };
const budget = { declared: amount, consumed: amount, remaining: amount };

function event<T extends RunEventType>(event_type: T, payload: RunEventPayload<T>, task_id = 'a'): RunEvent {
  const envelope = { event_id: 'e', timestamp: '2026-01-01T00:00:00Z', run_id: 'run-00001', graph_id: 'g' };
  return { ...envelope, attempt_index: 0, seq: 0, task_id, event_type, payload } as RunEvent;
}

t.test('each end of a task has its line, and what led there has none', async (t) => {
  const done = event('task.completed', { output_hash: 'a'.repeat(64), output_bytes: 1, execution_ms: 3, budget });
  t.equal(progressLine(done), '  a: done in 3 ms');
  t.equal(progressLine(event('task.skipped', { reason: 'guard', budget })), '  a: skipped');
  t.equal(progressLine(event('task.cancelled', { budget })), '  a: cancelled');
  const failed = { status: 'timeout', stop_reason: 'TIMEOUT', error_code: 'KORA_X', execution_ms: 1, budget } as const;
  t.equal(progressLine(event('task.failed', failed)), '  a: timeout, TIMEOUT (KORA_X)');
  t.equal(progressLine(event('task.ready', {})), null);
});

t.test('retries and breaches say why', async (t) => {
  const retry = event('retry.scheduled', { reason: 'schema_violation', backoff_ms: 5, budget });
  t.equal(progressLine(retry), '  a: trying again after schema_violation');
  const stage = 'MODEL_INVOCATION';
  const breach = { kind: 'tokens', scope: 'task', stage, declared: 9, consumed: 9, remaining: 0 } as const;
  t.equal(progressLine(event('budget.breached', breach)), '  a: over its budget of 9 tokens');
});

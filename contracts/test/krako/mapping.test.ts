import { readFile } from 'node:fs/promises';
import {
  FAILURE_TO_STOP_REASON,
  GRAPH_TO_SESSION,
  STAGE_TO_EVENTS,
  STAGES,
  STOP_REASONS,
  stopReasonOfFailure,
  TASK_TO_WORK_UNIT,
  TASK_TYPES,
  TELEMETRY_FROM_KRAKO,
  WORK_UNIT_KIND,
} from '@kora/contracts';
import t from 'tap';

t.test('every stage, task type and stop reason is mapped', async (t) => {
  t.same(Object.keys(STAGE_TO_EVENTS).sort(), [...STAGES].sort());
  t.same(Object.keys(WORK_UNIT_KIND).sort(), [...TASK_TYPES].sort());
  t.same([...new Set(Object.values(FAILURE_TO_STOP_REASON))].sort(), [...STOP_REASONS].sort());
});

t.test('a failure that nobody has heard of is an execution failure, never a success', async (t) => {
  t.equal(stopReasonOfFailure('timeout'), 'TIMEOUT');
  for (const unknown of ['meteor', '', '__proto__', 'constructor'])
    t.equal(stopReasonOfFailure(unknown), 'EXECUTION_FAILURE');
});

t.test('the interface document shows every row of every table', async (t) => {
  const document = await readFile(new URL('../../../docs/contracts/kora_krako_interface.md', import.meta.url), 'utf8');
  const rows = { ...GRAPH_TO_SESSION, ...TASK_TO_WORK_UNIT, ...FAILURE_TO_STOP_REASON, ...TELEMETRY_FROM_KRAKO };
  for (const [from, to] of Object.entries(rows))
    t.ok(document.includes(`| \`${from}\` | \`${to}\` |`), `${from} -> ${to}`);
});

import type { ReplayReport } from '@kora/contracts';
import { isKoraError } from '@kora/plugin-sdk';
import { fakeLogger } from '@kora/plugin-sdk/testing';
import t from 'tap';
import type { ArchivedRun } from '../../src/archive/archived-run.ts';
import { type RecordedRun, replayRun } from '../../src/replay/replay-run.ts';
import { systemClock } from '../../src/services/system-clock.ts';
import { account, frozenOf, graphOf } from '../run/support/scripted-backend.ts';
import { backendOf, recordedCall, recordedRun } from './support/recorded-run.ts';

const recorded = await recordedRun();
const archived = recorded.archived as ArchivedRun;

function replay(run: RecordedRun, backend = backendOf(), signal = new AbortController().signal): Promise<ReplayReport> {
  const parts = { backend, operations: [], clock: systemClock, log: fakeLogger(), signal };
  return replayRun(run, { replay_id: 'run_replayed', ...parts });
}

t.test('the same again is identical, another result is not', async (t) => {
  t.match(await replay(recorded), { identical: true, recomputed_tasks: 1, served_answers: 0, warnings: [] });
  const report = await replay(recorded, backendOf('1.0.0', { n: 2 }));
  t.match(report, { identical: false, first_difference: { task_id: 'a', path: '/output_hash' }, differences: 2 });
});

t.test('an operation of another version is named with both versions', async (t) => {
  for (const replayed of ['2.0.0', '0.9.0']) {
    const report = await replay(recorded, backendOf(replayed));
    const first_difference = { task_id: 'a', path: '/operation_version', recorded: '1.0.0', replayed };
    t.match(report, { identical: false, differences: 1, first_difference });
    const says = `value.constant was recorded in version 1.0.0 and is installed in version ${replayed}; install the recorded`;
    t.ok(report.warnings.some((warning) => warning.startsWith(says)));
  }
});

t.test('an operation that has learned more since must give what it gave', async (t) => {
  for (const later of ['1.1.0', '1.0.1', '1.10.0']) {
    const report = await replay(recorded, backendOf(later));
    t.match(report, {
      identical: true,
      warnings: [/in version 1\.0\.0 and is installed .* promises the same results/],
    });
    const broken = await replay(recorded, backendOf(later, { n: 2 }));
    t.match(broken, { identical: false, first_difference: { path: '/output_hash' } });
  }
});

t.test('an archive that is not what was recorded fails, and says where', async (t) => {
  const cases: readonly (readonly [string | null, string, Partial<ArchivedRun>])[] = [
    ['a', '/archive/output', { outputs: new Map([['a', { n: 2 }]]) }],
    ['a', '/archive/output', { outputs: new Map() }],
    ['a', '/archive/inputs/0', { inputs: new Map() }],
    ['a', '/archive/inputs/0', { inputs: new Map([['a', [{ operation: 'value.constant', arguments: { x: 1 } }]]]) }],
    ['b', '/archive/output', { outputs: new Map([...archived.outputs, ['b', 1]]) }],
    [null, '/archive/final_output', { final_output: { n: 2 } }],
  ];
  for (const [task_id, path, change] of cases) {
    const report = await replay({ ...recorded, archived: { ...archived, ...change } });
    t.match(report, { identical: false, differences: 1, first_difference: { task_id, path } });
  }
  const { graph, graph_hash } = frozenOf(graphOf('b'));
  const report = await replay({ ...recorded, archived: { ...archived, graph, graph_hash } });
  t.match(report, { identical: false, first_difference: { task_id: null, path: '/archive/graph' }, telemetry: null });
});

t.test('what cannot be replayed is refused with its reason', async (t) => {
  const codeOf = (run: RecordedRun) =>
    replay(run).then(
      () => 'replayed',
      (error: unknown) => (isKoraError(error) ? error.code : String(error)),
    );
  const ended = (status: 'interrupted' | 'cancelled') => ({
    ...recorded,
    telemetry: { ...recorded.telemetry, status },
  });
  t.equal(await codeOf(ended('interrupted')), 'KORA_REPLAY_INTERRUPTED');
  t.equal(await codeOf(ended('cancelled')), 'KORA_REPLAY_CANCELLED');
  t.equal(await codeOf({ ...recorded, archived: null }), 'KORA_REPLAY_NO_CONTENTS');
  const gaps = { ...recorded, archived: { ...archived, complete: false } };
  t.equal(await codeOf(gaps), 'KORA_REPLAY_CONTENTS_INCOMPLETE');
  const [start] = recorded.events;
  if (start === undefined) throw new Error('the run has no events');
  const { ended: payload } = recordedCall('a', '', '', { outcome: 'timeout', budget: account() });
  const stopped = { ...start, event_type: 'model.invocation.completed', payload, task_id: 'a' } as const;
  t.equal(await codeOf({ ...recorded, events: [...recorded.events, stopped] }), 'KORA_REPLAY_TIMED_OUT');
});

t.test('a replay that nobody waits for ends', async (t) => {
  const gone = new Error('the client has gone');
  await t.rejects(replay(recorded, backendOf(), AbortSignal.abort(gone)), gone);
});

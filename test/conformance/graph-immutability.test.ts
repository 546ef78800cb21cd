import type { NormalTask } from '@kora/contracts';
import t from 'tap';
import { ANYTHING, caseArbitrary } from '../support/gates/cases/case-arbitrary.ts';
import { ANSWERED, OPERATIONS } from '../support/gates/cases/fixed.ts';
import { checkGraphImmutability, checkOtherGraphRefused } from '../support/gates/checks/graph-immutability.ts';
import { openEngine } from '../support/gates/engine/open-engine.ts';
import { runCase } from '../support/gates/engine/run-case.ts';
import { holds } from '../support/gates/holds.ts';
import { retelling, runningTasks } from '../support/gates/mutants/wrap.ts';
import { gate, mutant } from '../support/gates/scenario.ts';

const engine = await openEngine(t.testdir());
t.teardown(() => engine.close());

const OTHER = 'f'.repeat(64);
const forgetful = retelling('run.completed', (event) => ({
  ...event,
  payload: { ...event.payload, graph_hash: OTHER },
}));

gate(
  t,
  [
    'graph:hash:first-equals-last',
    'graph:hash:canonical',
    'graph:object:frozen',
    'graph:object:unchanged',
    'graph:tasks:same',
  ],
  'the graph is the same at the end, for everyone',
  async () => {
    await holds(engine, caseArbitrary(ANYTHING), checkGraphImmutability, 25);
  },
);

gate(t, ['graph:hash:other-refused'], 'the result of another graph is refused', async (t) => {
  t.same(checkOtherGraphRefused(await runCase(engine, OPERATIONS, { backend: forgetful }), OTHER), []);
});

mutant(t, ['graph:hash:other-refused'], 'a guard lets the result of another graph pass', async () => {
  const evidence = await runCase(engine, OPERATIONS, { backend: forgetful });
  const passed = { ...evidence.result, status: 'success' as const, error: null };
  return checkOtherGraphRefused({ ...evidence, result: passed }, OTHER);
});

mutant(t, ['graph:hash:first-equals-last'], 'the recorder writes another hash at the end', async () => {
  const evidence = await runCase(engine, OPERATIONS, {
    log: (real) => ({
      append: (event) =>
        real.append(
          event.event_type === 'run.completed' ? { ...event, payload: { ...event.payload, graph_hash: OTHER } } : event,
        ),
      commit: () => real.commit(),
    }),
  });
  return checkGraphImmutability(evidence);
});

mutant(t, ['graph:hash:canonical', 'graph:object:unchanged'], 'the run service runs another graph', async () => {
  const [evidence, other] = [await runCase(engine, ANSWERED), await runCase(engine, OPERATIONS)];
  return checkGraphImmutability({ ...evidence, frozen: other.frozen });
});

mutant(t, ['graph:object:frozen'], 'a backend gets a copy that it can change', async () => {
  const evidence = await runCase(engine, OPERATIONS);
  return checkGraphImmutability({ ...evidence, given: structuredClone(evidence.given) });
});

mutant(t, ['graph:tasks:same'], 'a backend changes the type of a task', async () => {
  const renaming = runningTasks(
    (task): NormalTask => (task.type === 'aggregation' ? { ...task, type: 'deterministic' } : task),
  );
  return checkGraphImmutability(await runCase(engine, OPERATIONS, { backend: renaming }));
});

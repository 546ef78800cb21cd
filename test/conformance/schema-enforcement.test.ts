import t from 'tap';
import { ANYTHING, caseArbitrary } from '../support/gates/cases/case-arbitrary.ts';
import { ANSWERED, ask, BAD, caseOf, GOOD, give } from '../support/gates/cases/fixed.ts';
import { checkSchemaEnforcement } from '../support/gates/checks/schema-enforcement.ts';
import { openEngine } from '../support/gates/engine/open-engine.ts';
import { runCase } from '../support/gates/engine/run-case.ts';
import { holds } from '../support/gates/holds.ts';
import { calling, executing, retelling, runningTasks } from '../support/gates/mutants/wrap.ts';
import { gate, mutant } from '../support/gates/scenario.ts';

const engine = await openEngine(t.testdir());
t.teardown(() => engine.close());

gate(
  t,
  [
    'schema:model:accepted-conforms',
    'schema:operation:accepted-conforms',
    'schema:status:pass-before-success',
    'schema:answer:word-for-word',
    'schema:root:final-output',
  ],
  'nothing is accepted that Ajv refuses, that was cut, or that nobody said',
  async () => {
    await holds(engine, caseArbitrary({ ...ANYTHING, cancels: false }), checkSchemaEnforcement, 30);
  },
);

gate(
  t,
  ['schema:model:accepted-conforms'],
  'an undeclared property is refused where the schema is silent',
  async (t) => {
    const evidence = await runCase(engine, caseOf([ask('q')], { q: [{ text: '{"n":1,"SECRET-key-1":2}' }] }));
    t.same(checkSchemaEnforcement(evidence), []);
    t.match(evidence.result, { status: 'failed', stop_reason: 'VALIDATION_ERROR', final_output: null });
  },
);

mutant(t, ['schema:model:accepted-conforms'], 'a backend takes any answer for right', async () => {
  const gullible = runningTasks((task) => ({ ...task, schema: {} }));
  return checkSchemaEnforcement(await runCase(engine, { ...ANSWERED, turns: { q: [BAD] } }, { backend: gullible }));
});

mutant(t, ['schema:operation:accepted-conforms'], 'a backend does not check operations', async () => {
  const gullible = runningTasks((task) => ({ ...task, schema: {} }));
  const wrong = caseOf([give('a', 'text', { schema: { type: 'integer' } })]);
  return checkSchemaEnforcement(await runCase(engine, wrong, { backend: gullible }));
});

mutant(t, ['schema:status:pass-before-success'], 'a validation is skipped', async () => {
  const hasty = retelling('task.validated', () => null);
  return checkSchemaEnforcement(await runCase(engine, ANSWERED, { backend: hasty }));
});

mutant(t, ['schema:answer:word-for-word'], 'a cut answer counts as complete', async () => {
  const smoothing = calling(
    (real) =>
      async function* (request, signal) {
        for await (const event of real.invoke(request, signal))
          yield event.type === 'end' ? { ...event, finish_reason: 'stop' } : event;
      },
  );
  const cut = { ...ANSWERED, turns: { q: [{ ...GOOD, ending: 'length' as const }] } };
  return checkSchemaEnforcement(await runCase(engine, cut, { backend: smoothing }));
});

mutant(t, ['schema:answer:word-for-word'], 'an answer is repaired on its way', async () => {
  const helpful = calling(
    (real) =>
      async function* (request, signal) {
        for await (const event of real.invoke(request, signal))
          yield event.type === 'delta' ? { ...event, text: event.text.replace('1', '2') } : event;
      },
  );
  return checkSchemaEnforcement(await runCase(engine, ANSWERED, { backend: helpful }));
});

mutant(t, ['schema:root:final-output'], 'a backend gives another output and its hash', async () => {
  const swapping = executing(
    (real) =>
      async function* (graph, context) {
        for await (const item of real(graph, context)) {
          if (item.kind !== 'outcome' || item.event.event_type !== 'run.completed') yield item;
          else {
            const payload = { ...item.event.payload, output_hash: null };
            yield { ...item, event: { ...item.event, payload }, outcome: { final_output: 'other', error: null } };
          }
        }
      },
  );
  return checkSchemaEnforcement(await runCase(engine, ANSWERED, { backend: swapping }));
});

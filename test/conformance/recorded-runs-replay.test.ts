import { join } from 'node:path';
import { isKoraError } from '@kora/plugin-sdk';
import { turns } from '@kora/plugin-sdk/testing';
import fc from 'fast-check';
import t from 'tap';
import { assertProperty } from '../support/gates/assert-property.ts';
import type { Case } from '../support/gates/cases/case.ts';
import { CALM, caseArbitrary } from '../support/gates/cases/case-arbitrary.ts';
import { ask, BAD, caseOf, GOOD, give, OPERATIONS } from '../support/gates/cases/fixed.ts';
import { checkReplay, checkTampered } from '../support/gates/checks/replay.ts';
import { type Engine, openEngine } from '../support/gates/engine/open-engine.ts';
import { calling, retelling } from '../support/gates/mutants/wrap.ts';
import { recordCase, replayCase } from '../support/gates/replay/recorded-case.ts';
import { tamperings } from '../support/gates/replay/tamper.ts';
import { gate, mutant } from '../support/gates/scenario.ts';

const folder = t.testdir();
const runs = join(folder, 'runs');
const engine = await openEngine(join(folder, 'patient'));
const impatient = await openEngine(join(folder, 'impatient'), {
  breaker: { failures: 1, rest_ms: 60_000, longest_ms: 60_000 },
});
t.teardown(() => Promise.all([engine.close(), impatient.close()]));

/** The report of a replay, or null when it was refused for a reason that replays have. */
const orRefused = <T>(report: Promise<T>, ...codes: readonly string[]): Promise<T | null> =>
  report.catch((error: unknown) => {
    if (isKoraError(error) && codes.includes(error.code)) return null;
    throw error;
  });

async function replayed(on: Engine, given: Case): Promise<readonly string[]> {
  const recorded = await recordCase(on, runs, given);
  // A machine that is busy enough may end anything.
  const report = await orRefused(replayCase(on, recorded), 'KORA_REPLAY_TIMED_OUT');
  return report === null ? [] : checkReplay(report);
}

gate(
  t,
  ['replay:recorded:identical', 'replay:recorded:no-model'],
  'whatever models did, a run comes out the same without them',
  () => assertProperty(caseArbitrary(CALM), (given) => replayed(engine, given), 40),
);

gate(
  t,
  ['replay:recorded:identical', 'replay:recorded:no-model'],
  'so does a run that left a runtime alone, whoever found it at rest first',
  () => assertProperty(caseArbitrary({ ...CALM, models: 'all' }), (given) => replayed(impatient, given), 25),
);

gate(
  t,
  ['replay:recorded:identical', 'replay:recorded:no-model'],
  'so does a run that took answers of earlier ones, of items of its lists as well',
  async (t) => {
    const list = give('list', [1, 1]);
    const each = { dependencies: ['list'], for_each: { $from: 'list', max_items: 2 }, reuse: { max_age_s: 60 } };
    const given = caseOf([list, ask('q', each)], { q: [GOOD] });
    const [, again] = [await recordCase(engine, runs, given), await recordCase(engine, runs, given)];
    t.match(again.telemetry.summary, { model_invocation_count: 0, model_invocations_avoided: 2 });
    t.same(checkReplay(await replayCase(engine, again)), []);
    const cases = caseArbitrary({ ...CALM, models: 'all', reuse: true, max_tasks: 4 });
    await assertProperty(cases, (each) => replayed(engine, each), 40);
  },
);

gate(t, ['replay:recorded:identical'], 'a task that had no time left for another attempt has none again', async (t) => {
  const budget = { max_tokens: 100, max_time_ms: 300, max_retries: 99 };
  const given = caseOf([ask('q', { budget })], { q: [turns.crash()] });
  const recorded = await recordCase(engine, runs, given);
  t.equal(recorded.telemetry.status, 'failed');
  const report = await orRefused(replayCase(engine, recorded), 'KORA_REPLAY_TIMED_OUT');
  t.same(report === null ? [] : checkReplay(report), []);
});

gate(t, ['replay:archive:tamper-evident'], 'an archive that was changed in any place is not the same', () =>
  assertProperty(
    fc.record({ given: caseArbitrary({ ...CALM, max_tasks: 4 }), place: fc.nat() }),
    async ({ given, place }) => {
      const recorded = await recordCase(engine, runs, given);
      if (recorded.archived === null) throw new Error('nothing was archived');
      const all = tamperings(recorded.archived);
      const { what, archived } = all[place % all.length] ?? { what: 'nothing', archived: recorded.archived };
      const report = replayCase(engine, { ...recorded, archived });
      return checkTampered(await orRefused(report, 'KORA_REPLAY_TIMED_OUT'), what);
    },
    25,
  ),
);

mutant(t, ['replay:recorded:identical'], 'an operation gives something else the second time', async () => {
  const recorded = await recordCase(engine, runs, OPERATIONS);
  const lying = retelling('task.completed', (event) => {
    const payload = { ...event.payload, output_hash: 'f'.repeat(64) };
    return event.task_id === 'b' ? { ...event, payload } : event;
  });
  return checkReplay(await replayCase(engine, recorded, lying));
});

mutant(t, ['replay:recorded:identical'], 'a rest is forgotten', async () => {
  const dead = caseOf([ask('p', { on_failure: 'skip' }), ask('q', { dependencies: ['p'] })], {
    p: [turns.crash()],
    q: [turns.crash()],
  });
  const recorded = await recordCase(impatient, runs, dead);
  const events = recorded.events.filter(({ event_type }) => event_type !== 'connector.resting');
  return checkReplay(await replayCase(impatient, { ...recorded, events }));
});

mutant(t, ['replay:recorded:no-model'], 'a replay asks what nobody had asked', async () => {
  const recorded = await recordCase(engine, runs, caseOf([ask('q')], { q: [GOOD] }));
  const curious = calling((real) => (request, signal) => real.invoke({ ...request, parameters: { seed: 9 } }, signal));
  return checkReplay(await replayCase(engine, recorded, curious));
});

mutant(t, ['replay:archive:tamper-evident'], 'refused answers have no hash on record', async () => {
  const recorded = await recordCase(engine, runs, caseOf([ask('q')], { q: [BAD] }));
  const tasks = recorded.telemetry.tasks.map((task) => ({
    ...task,
    attempts: task.attempts.map(({ answer_hash: _, ...attempt }) => attempt),
  }));
  if (recorded.archived === null) throw new Error('nothing was archived');
  const archived = { ...recorded.archived, model_answers: new Map([['q', [`${BAD.text} `]]]) };
  const careless = { ...recorded, telemetry: { ...recorded.telemetry, tasks }, archived };
  return checkTampered(await replayCase(engine, careless), 'a refused answer');
});

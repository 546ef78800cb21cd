import { prepareGraph, type TaskGraph } from '@kora/contracts';
import t, { type Test } from 'tap';
import { ChatPlanner } from '../../plugins/planner-chat/src/index.ts';
import { readCorpus, requestOf } from '../support/planner/corpus.ts';
import { runPlan } from '../support/planner/run-plan.ts';
import { standardOperations } from '../support/planner/standard-operations.ts';

const planner = new ChatPlanner();
const perform = await standardOperations(t.testdir());
const asksModel = (tasks: readonly { readonly type: string }[]) => tasks.some(({ type }) => type === 'model');

function checkGraph(t: Test, message: string, graph: TaskGraph): void {
  const prepared = prepareGraph(graph);
  if (prepared._tag === 'Left') t.fail(`no valid graph: ${message}: ${JSON.stringify(prepared.left)}`);
}

t.test('every message of the corpus that can be computed is, with exactly the answer that it has', async (t) => {
  const entries = readCorpus('claims');
  const coverage = new Map<string, [claimed: number, all: number]>();
  for (const entry of entries) {
    const plan = await planner.plan(requestOf(entry));
    const claimed = plan.kind === 'graph' && !asksModel(plan.graph.tasks);
    const [done, all] = coverage.get(entry.category) ?? [0, 0];
    coverage.set(entry.category, [done + (claimed ? 1 : 0), all + 1]);
    if (plan.kind !== 'graph' || !claimed) {
      t.fail(`not understood: ${entry.message}`);
      continue;
    }
    checkGraph(t, entry.message, plan.graph);
    try {
      const output = runPlan(plan.graph, perform);
      t.strictSame(Object(output).values, entry.values, entry.message);
      t.match(Object(output).text, /\S/);
    } catch (error) {
      t.fail(`${entry.message}: ${error}`);
    }
  }
  for (const [category, [done, all]] of coverage) t.comment(`${category}: ${done} of ${all}`);
  t.ok(entries.length >= 1_450, `${entries.length} messages`);
});

t.test('no message of the corpus that needs a model is claimed, not even in part', async (t) => {
  const entries = readCorpus('others');
  for (const entry of entries) {
    const plan = await planner.plan(requestOf(entry));
    const tasks = plan.kind === 'graph' ? plan.graph.tasks : [];
    // Of a list that a model is asked about item by item, nothing is computed but its order.
    const isMapped = tasks.some(({ for_each }) => for_each !== undefined);
    const computed = !isMapped && tasks.some(({ name }) => name === 'Join the answers');
    if (computed || plan.kind !== 'graph' || !asksModel(plan.graph.tasks))
      t.fail(`claimed: ${entry.category}: ${entry.message}`);
    else checkGraph(t, entry.message, plan.graph);
  }
  t.ok(entries.length >= 8_000, `${entries.length} messages`);
  const said = entries.map(({ message, attachments, locale }) => JSON.stringify([message, attachments, locale]));
  t.equal(new Set(said).size, entries.length, 'each only once');
});

t.test('one word that is not understood, anywhere in a message, and nothing is computed', async (t) => {
  // In quotes, behind a colon and inside markup any word may stand.
  const plain = readCorpus('claims').filter(
    ({ message, attachments }) => !/["'`:\n<]/.test(message) && attachments === undefined,
  );
  let looked = 0;
  for (const { message, locale = 'en-US' } of plain.filter((_, i) => i % 4 === 0)) {
    const words = message.split(' ');
    for (let at = 0; at <= words.length; at++) {
      const changed = words.toSpliced(at, 0, 'hedgehog').join(' ');
      const plan = await planner.plan(requestOf({ category: '', message: changed, locale }));
      looked++;
      if (plan.kind === 'graph' && !asksModel(plan.graph.tasks)) t.fail(`claimed: ${changed}`);
    }
  }
  t.ok(looked > 500, `${looked} messages`);
});

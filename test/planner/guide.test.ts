import { readFile } from 'node:fs/promises';
import t from 'tap';
import { ChatPlanner } from '../../plugins/planner-chat/src/index.ts';
import { requestOf } from '../support/planner/corpus.ts';
import { runPlan } from '../support/planner/run-plan.ts';
import { standardOperations } from '../support/planner/standard-operations.ts';

const planner = new ChatPlanner();
const guide = await readFile(new URL('../../docs/guides/without-a-model.md', import.meta.url), 'utf8');
const table = /```csv\n([^`]+)```/.exec(guide)?.[1] ?? '';

t.test('every example of the guide is computed, without a model', async (t) => {
  const perform = await standardOperations(t.testdir());
  const sections = guide.split(/^## /m);
  for (const section of sections) {
    const attachments = section.startsWith('Tables')
      ? [{ name: 'sales.csv', media_type: 'text/csv', text: table }]
      : [];
    for (const [, message = ''] of section.matchAll(/^- `(.+)`$/gm)) {
      const plan = await planner.plan(requestOf({ category: '', message, attachments }));
      t.ok(plan.kind === 'graph' && plan.graph.tasks.every(({ type }) => type !== 'model'), message);
      if (plan.kind === 'graph') t.match(Object(runPlan(plan.graph, perform)).text, /\S/, `${message} has an answer`);
    }
  }
  t.ok([...guide.matchAll(/^- `/gm)].length > 40);
});

import t from 'tap';
import { ChatPlanner } from '../../plugins/planner-chat/src/index.ts';
import { requestOf } from '../support/planner/corpus.ts';
import { runPlan } from '../support/planner/run-plan.ts';
import { standardOperations } from '../support/planner/standard-operations.ts';

const planner = new ChatPlanner();
const perform = await standardOperations(t.testdir());

async function said(message: string, table?: string): Promise<string> {
  const attachments = table === undefined ? [] : [{ name: 't.csv', media_type: 'text/csv', text: table }];
  const plan = await planner.plan(requestOf({ category: '', message, attachments }));
  return plan.kind === 'graph' ? String(Object(runPlan(plan.graph, perform)).text) : '';
}

t.test('what is said of a pattern is true of the whole text and of a part of it', async (t) => {
  t.match(await said('does the regex "a+" match "aaa"'), 'Yes**, the pattern matches the whole text.');
  t.match(await said('does the regex "a+" match "caat"'), 'Yes**, the pattern matches a part of the text, and not');
  t.match(await said('does the regex "b" match "caat"'), 'No**, the pattern matches neither the text nor a part');
});

t.test('every row that holds the highest number is shown', async (t) => {
  const text = await said('which row has the most points?', 'team,points\nRed,7\nBlue,9\nGreen,9\n');
  t.match(text, 'Blue');
  t.match(text, 'Green');
  t.notMatch(text, 'Red');
});

t.test('shares are shown with two decimals, and a range says whether its ends are in it', async (t) => {
  const table = 'region,amount\nNorth,10\nSouth,5\nEast,7\nWest,0.5\n';
  t.match(await said('share of amount by region', table), /to 2 decimals:[\s\S]*\| North \| 10 \| 44\.44 \|/);
  t.match(await said('how many rows where amount is from 5 to 10', table), '**3** rows (both ends included)');
});

t.test('numbers that name years and customers are written without a sign between thousands', async (t) => {
  const table = 'year,customer_id,amount\n2024,10024,5000\n2025,20255,7000.5\n';
  t.match(await said('total amount by year', table), '| 2024 | 5000 |');
  t.match(await said('highest year', table), '**2025**');
  t.match(await said('highest amount', table), '**7,000.5**');
});

import { prepareGraph } from '@kora/contracts';
import t from 'tap';
import { ChatPlanner, graphFromModel } from '../src/index.ts';
import { PLAN_SCHEMA } from '../src/model-planned/plan-schema.ts';
import { planned, planRequest, sales } from './support/plan-request.ts';

const request = planRequest('x', { attachments: [sales(3)], system_prompt: 'Be brief.' });
const table = { id: 'table', operation: 'csv.parse', arguments: { text: { $from: 'attachment_1' } } };
const totals = {
  id: 'totals',
  operation: 'table.group_aggregate',
  arguments: {
    rows: { $from: 'table', pointer: '/rows' },
    group_by: ['region'],
    aggregates: [{ function: 'sum', column: 'amount' }],
  },
};

t.test('in the mode model_planned the model is asked for a plan; what can be computed still is', async (t) => {
  const asked = await planned('Plan my week.', { mode: 'model_planned' });
  t.equal(asked.kind, 'planning');
  t.strictSame(asked.models[0]?.schema, PLAN_SCHEMA);
  const computed = await planned('2 + 2', { mode: 'model_planned' });
  t.match([computed.kind, computed.models.length], ['graph', 0]);
});

t.test("a model's plan becomes a graph that any validator takes, with what the model sees in its form", async (t) => {
  const words = { id: 'words', operation: 'model', prompt: 'Describe {{totals}} of {{ table }} kindly.' };
  const graph = graphFromModel({ steps: [table, totals, words], answer: 'words' }, request);
  if ('refused' in graph) return t.fail(graph.refused.join());
  t.equal(prepareGraph(graph)._tag, 'Right');
  t.match(graph, {
    root: 'words',
    tasks: [
      { id: 'attachment_1' },
      { id: 'table', dependencies: ['attachment_1'] },
      { id: 'totals', dependencies: ['table'] },
      { id: 'words', dependencies: ['totals', 'table'], budget: request.budget, routing: { model: 'm' } },
    ],
  });
  const content = ['Describe ', { $from: 'totals', as: 'csv' }, ' of ', { $from: 'table', as: 'json' }, ' kindly.'];
  const messages = [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content },
  ];
  t.match(graph.tasks[3], { input: { messages, parameters: request.parameters } });
});

t.test('what is no text is written for people, and steps that nothing needs are left out', async (t) => {
  const sum = { id: 'sum', operation: 'math.evaluate', arguments: { expression: '1 + 1' } };
  const count = { id: 'count', operation: 'list.count', arguments: { items: [1, 2] } };
  const rootOf = (answer: string) => graphFromModel({ steps: [table, totals, sum, count], answer }, request);
  t.match(rootOf('totals'), {
    root: 'written_answer',
    tasks: { length: 4, 3: { input: { operation: 'markdown.table' } } },
  });
  t.match(rootOf('sum'), { tasks: { length: 2, 1: { input: { arguments: { parts: [{ pointer: '/text' }] } } } } });
  t.match(rootOf('count'), { root: 'written_answer', tasks: { length: 2 } });
  t.match(rootOf('table'), { root: 'table', tasks: { length: 2 } });
});

t.test("a model's plan that is none is refused with every reason", async (t) => {
  const asks = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, operation: 'model', prompt: 'Hm?' }));
  const refused: readonly (readonly [unknown, readonly RegExp[]])[] = [
    [null, [/no plan/]],
    [{ steps: [], answer: 'x' }, [/1 to 16/]],
    [
      { steps: [{ id: 'a', operation: 'shell.run' }], answer: 'a' },
      [/Step 1 names no operation.*shell\.run/, /no step/],
    ],
    [{ steps: [{ id: 'a', operation: '__proto__' }], answer: 'a' }, [/no operation/, /no step/]],
    [
      { steps: [{ id: 'A b', operation: 'model', prompt: 'x' }, 7], answer: 'a' },
      [/usable id/, /Step 2 is no step/, /no step/],
    ],
    [{ steps: [{ id: 'attachment_1', operation: 'model', prompt: 'x' }], answer: 'x' }, [/usable id/, /no step/]],
    [{ steps: [{ id: 'a', operation: 'model', prompt: ' ' }], answer: 'a' }, [/asks the model nothing/, /no step/]],
    [{ steps: [{ id: 'a', operation: 'list.count', arguments: [] }], answer: 'a' }, [/wrong type/, /no step/]],
    [
      { steps: [{ id: 'a', operation: 'list.count', arguments: { items: { $from: 'a' } } }], answer: 'a' },
      [/no earlier step/],
    ],
    [{ steps: [{ ...table, arguments: { text: { $from: 'attachment_2' } } }], answer: 'table' }, [/attachment_2/]],
    [{ steps: [table, table], answer: 'table' }, [/Two steps/]],
    [{ steps: [table], answer: 'attachment_1' }, [/no step/]],
    [{ steps: asks, answer: 'a' }, [/at most 4 times/]],
  ];
  for (const [answer, reasons] of refused)
    t.match(graphFromModel(answer, request), { refused: reasons }, JSON.stringify(answer)?.slice(0, 80));
});

t.test('the planner decodes with a note that shows the plan, or says why not', async (t) => {
  const planner = new ChatPlanner();
  const plan = { steps: [table, totals], answer: 'totals' };
  t.match(await planner.decode(plan, request), {
    kind: 'graph',
    notes: [{ code: 'model_planned', message: /2 steps: csv\.parse, table\.group_aggregate/, details: { plan } }],
  });
  t.match(await planner.decode('no', request), { kind: 'refused', reasons: [/no plan/] });
});

import { prepareGraph } from '@kora/contracts';
import t from 'tap';
import { planned } from './support/plan-request.ts';

const csv = (text: string) => [{ name: 'data.csv', media_type: 'text/csv', text }];
const REVIEWS = csv('id,comment\n1,It came late.\n2,Works as it should.\n3,The best pen!\n');
const roomy = { budget: { max_tokens: 2048, max_time_ms: 300_000, max_retries: 1 } };

/** What a model is asked for each item, and the columns of the table that comes of it. */
async function each(message: string, attachments = REVIEWS) {
  const plan = await planned(message, { attachments, ...roomy });
  const [model] = plan.models;
  t.equal(prepareGraph(plan.graph)._tag, 'Right', message);
  const table = plan.graph.tasks.find(({ id }) => id === 'table_written');
  const columns = table?.type === 'model' ? [] : Object(table?.input.arguments).columns;
  return {
    model,
    columns,
    list: model?.for_each,
    codes: plan.codes,
    schema: model?.schema,
    operations: plan.operations,
  };
}

t.test('each row is asked about on its own, and its answer stands in its row', async (t) => {
  const { model, columns, list, schema, codes, operations } = await each('classify each row as positive or negative');
  t.strictSame(list, { $from: 'table', pointer: '/rows', max_items: 3 });
  t.strictSame([schema, columns], [{ enum: ['positive', 'negative'] }, ['id', 'comment', 'label']]);
  t.match(JSON.stringify(model?.input.messages), /"\$from":"\$item","as":"json"/);
  t.match(model?.budget, roomy.budget, 'all answers share the budget of the message');
  t.equal(model?.on_failure, 'skip', 'one that fails leaves the others');
  t.strictSame(codes, ['asked_item_by_item']);
  t.ok(operations.includes('table.attach'));
});

t.test('a column that is named is all that the model sees of a row', async (t) => {
  const { model, columns } = await each('Please classify each comment as happy, neutral or unhappy.');
  t.match(JSON.stringify(model?.input.messages), /"pointer":"\/comment","as":"text"/);
  t.strictSame(columns, ['id', 'comment', 'label']);
});

t.test('translations, summaries and fields become columns', async (t) => {
  t.strictSame((await each('translate every comment into German')).columns, ['id', 'comment', 'German']);
  t.strictSame((await each('translate the comment column to French')).columns, ['id', 'comment', 'French']);
  t.strictSame((await each('summarise each of these comments in a few words')).columns, ['id', 'comment', 'summary']);
  const { columns, schema } = await each('extract the name and the date of every entry');
  t.strictSame(columns, ['id', 'comment', 'name', 'date']);
  t.match(schema, { required: ['name', 'date'], additionalProperties: false });
  const taken = csv('label,text\na,b\nc,d\n');
  t.strictSame((await each('label each row as good or bad', taken)).columns, ['label', 'text', 'label (new)']);
});

t.test('lists of JSON, lines and lists with marks are split by themselves', async (t) => {
  const lines = [{ name: 'a.txt', media_type: 'text/plain', text: 'Good morning\nGood night\n' }];
  t.match(await each('translate each line to German', lines), { list: { max_items: 2 }, columns: ['text', 'German'] });
  const marked = [{ name: 'a.txt', media_type: 'text/plain', text: '- good\n- bad\n- late\n' }];
  t.match(await each('classify each review as positive or negative', marked), { list: { max_items: 3 } });
  const list = [{ name: 'a.json', media_type: 'application/json', text: '["good", "bad"]' }];
  t.match(await each('summarize each review', list), { list: { max_items: 2 } });
  const rows = [{ name: 'a.json', media_type: 'application/json', text: '[{"a":"x"},{"a":"y"}]' }];
  t.match(await each('classify all entries as old or new', rows), { columns: ['a', 'label'] });
  const pasted = 'classify each row as spam or not spam\n\n| id | mail |\n|---|---|\n| 1 | Win! |\n| 2 | Lunch? |\n';
  const { models } = await planned(pasted, roomy);
  t.match(models[0]?.for_each, { max_items: 2 });
});

const WHOLE = [
  'classify each row as positive or negative and explain why',
  'classify each row',
  'classify each row as positive',
  'classify each row as positive or negative or both, then count them',
  'classify the row as positive or negative',
  'classify each customer segment as good or bad',
  'classify each row by mood',
  'is each row positive or negative and why',
  'translate each line to German',
  'translate each comment to Klingon',
  'translate each comment to German and French',
  'translate each comment to German politely',
  'do not translate each comment to German',
  'how would you translate each comment to German?',
  'summarise these comments',
  'summarise all comments',
  'write a summary of all the comments',
  'extract the name and the date of all the comments',
  'summarise each comment and the whole',
  'summarise each comment in 7 words',
  'summarise all comments together in one sentence',
  'extract the comment of every entry',
  'extract name and date',
  'extract all names of every entry that is late',
  'extract their name of every entry',
  'rate each comment from 1 to 5',
  'answer each question',
  'sentiment of each row',
];

t.test(
  'where a word is left over, or nobody can tell what the items are, the model sees everything at once',
  async (t) => {
    for (const message of WHOLE) {
      const { models } = await planned(message, { attachments: REVIEWS, ...roomy });
      t.strictSame([models.length, models[0]?.for_each], [1, undefined], message);
    }
    const data = [
      'Good morning\n\nGood night\nand sleep well\n',
      '- good\nbad\n',
      'It came late.\nAnd the box was torn.\n',
    ].map((text) => [{ name: 'a.txt', media_type: 'text/plain', text }]);
    for (const attachments of [
      ...data,
      csv('id,comment\n1,a\n2,\n'),
      csv('id,comment\n1,a\nTotal,b\n'),
      [...REVIEWS, ...REVIEWS],
    ]) {
      const { models } = await planned('classify each comment as good or bad', { attachments, ...roomy });
      t.equal(models[0]?.for_each, undefined, attachments.map(({ text }) => text).join());
    }
  },
);

t.test('a list that is too long for the budget is asked about at once, and a note says why', async (t) => {
  const many = csv(`id,comment\n${Array.from({ length: 60 }, (_, i) => `${i},word word word`).join('\n')}\n`);
  const message = 'translate each comment to German';
  const small = { attachments: many, budget: { max_tokens: 300, max_time_ms: 300_000, max_retries: 0 } };
  const { models, notes } = await planned(message, small);
  t.equal(models[0]?.for_each, undefined);
  t.match(notes, [{ code: 'asked_at_once', message: /60 items[\s\S]*allows 300/ }]);
  const hasty = { attachments: many, budget: { max_tokens: 9_000, max_time_ms: 5_000, max_retries: 0 } };
  t.match((await planned(message, hasty)).notes, [{ code: 'asked_at_once', message: /time/ }]);
  const narrow = { attachments: many, ...roomy, model: { model_id: 'm', connector: null, context_tokens: 100 } };
  t.match((await planned(message, narrow)).codes, ['asked_at_once']);
});

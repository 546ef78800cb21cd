import t from 'tap';
import { planned, sales } from './support/plan-request.ts';

const turns = (count: number, length: number) =>
  Array.from({ length: count }, (_, i) => ({
    role: i % 2 === 0 ? ('user' as const) : ('assistant' as const),
    content: `${i} ${'x'.repeat(length)}`,
  }));

t.test('history that fits goes along whole', async (t) => {
  const { models, codes } = await planned('And now?', { history: turns(4, 20) });
  t.equal(models[0]?.input.messages.length, 5);
  t.strictSame(codes, []);
});

t.test('history that does not fit loses its oldest messages, and a note says how many', async (t) => {
  const { models, notes } = await planned('And now?', { history: turns(20, 1500) });
  const messages = models[0]?.input.messages ?? [];
  t.ok(messages.length > 1 && messages.length < 21, `${messages.length} messages`);
  t.equal(messages[0]?.role, 'user', 'no answer without its question');
  t.match(messages.at(-2)?.content, /^19 /, 'the latest stay');
  t.match(notes, [{ code: 'history_trimmed', details: { messages_left_out: 21 - messages.length } }]);
});

t.test('nothing is cut when the size of the context is not known', async (t) => {
  const model = { model_id: 'm', connector: null, context_tokens: null };
  const { models, codes } = await planned('And now?', { history: turns(20, 1500), model });
  t.equal(models[0]?.input.messages.length, 21);
  t.strictSame(codes, []);
});

t.test('small data goes to the model whole', async (t) => {
  const { models, operations, codes } = await planned('Write a comment on this.', { attachments: [sales(10)] });
  t.match(JSON.stringify(models[0]?.input.messages), /North,8,56\.5/);
  t.strictSame([operations, codes], [[], []]);
});

t.test('of a large table the model sees what was computed of it, and a note says so', async (t) => {
  const message = 'Summarise the amount by region and write a comment.';
  const { models, operations, notes } = await planned(message, { attachments: [sales(2000)] });
  t.ok(operations.includes('table.describe') && operations.includes('table.group_aggregate'), operations.join());
  const content = JSON.stringify(models[0]?.input.messages);
  t.notMatch(content, /North,8,56\.5/);
  t.match(content, /\$from/);
  t.match(notes, [{ code: 'data_summarised', details: { name: 'sales.csv', tokens_avoided_estimated: Number } }]);
});

t.test(
  'a request about single rows gets the rows where they fit, and a summary with a note where they do not',
  async (t) => {
    const attachments = [sales(400)];
    const model = { model_id: 'm', connector: null, context_tokens: 32_768 };
    const fits = await planned('Which row looks odd? Explain.', { attachments, model });
    t.strictSame(fits.codes, []);
    const tooLarge = await planned('Which row looks odd? Explain.', { attachments: [sales(2000)] });
    t.strictSame(tooLarge.codes, ['data_summarised']);
  },
);

t.test('a long text that does not fit loses its middle, and a note says so', async (t) => {
  const attachments = [{ name: 'book.txt', media_type: 'text/plain', text: `begin ${'word '.repeat(20_000)}end` }];
  const { models, codes } = await planned('What is this about?', { attachments });
  t.strictSame(codes, ['attachment_excerpted']);
  t.match(JSON.stringify(models[0]?.input.messages), /begin .*characters left out.*end/s);
});

t.test(
  'a question about a change in time comes with totals by month, and by month and group, of all rows',
  async (t) => {
    const lines = Array.from({ length: 400 }, (_, i) => `2026-0${1 + (i % 6)}-11,${['North', 'South'][i % 2]},${i}`);
    const text = `date,region,amount\n${lines.join('\n')}\n`;
    const attachments = [{ name: 'sales.csv', media_type: 'text/csv', text }];
    const { models, operations, codes } = await planned('Why did sales drop in March?', { attachments });
    t.equal(models.length, 1);
    t.strictSame(codes, ['data_summarised']);
    t.equal(operations.filter((operation) => operation === 'table.group_aggregate').length, 2);
    t.ok(operations.includes('table.add_period'));
    t.notMatch(JSON.stringify(models), /2026-05-11,North/);

    const rowwise = await planned('Which rows of March look wrong?', { attachments });
    t.notOk(rowwise.operations.includes('table.add_period'), 'single rows are asked about: no totals');
  },
);

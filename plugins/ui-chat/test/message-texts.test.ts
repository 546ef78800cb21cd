import { type Answer, type AnswerProgress, budgetCodec, decode, type ErrorBody } from '@kora/contracts';
import fc from 'fast-check';
import t from 'tap';
import { mediaTypeOf, readAttachments } from '../src/browser/composer/read-attachments.ts';
import { safeLink } from '../src/browser/markdown/safe-link.ts';
import { answerLine } from '../src/browser/message/answer-line.ts';
import { elapsedText } from '../src/browser/message/elapsed-text.ts';
import { failedItems } from '../src/browser/message/failed-items.ts';
import { errorCard } from '../src/browser/message/next-steps.ts';
import { planText } from '../src/browser/message/plan-text.ts';
import { progressText } from '../src/browser/message/progress-text.ts';
import { raisedBudget } from '../src/browser/message/raised-budget.ts';

const ANSWER: Answer = {
  state: 'complete',
  path: 'deterministic',
  run_id: null,
  model_id: null,
  model_calls: 0,
  tokens_in: 0,
  tokens_out: 0,
  tokens_avoided: 0,
  tokens_avoided_exact: false,
  duration_ms: 12,
  thinking: '',
  notes: [],
  error: null,
};

t.test('the line says where the work was done and what it cost', async (t) => {
  const line = (change: Partial<Answer>) => {
    const { badge, line } = answerLine({ ...ANSWER, ...change }) ?? { badge: '', line: '' };
    return `${badge} | ${line}`;
  };
  t.equal(line({}), 'Deterministic | 0 model calls · 12 ms');
  const hybrid = { path: 'hybrid', model_calls: 1, tokens_in: 300, tokens_out: 20, duration_ms: 1200 } as const;
  t.equal(line(hybrid), 'Hybrid | Deterministic + model (1 call) · 320 tokens · 1.2 s');
  t.equal(
    line({ ...hybrid, tokens_avoided: 1900 }),
    'Hybrid | Deterministic + model (1 call) · 320 tokens · about 1,900 tokens avoided · 1.2 s',
  );
  t.match(line({ tokens_avoided: 60, tokens_avoided_exact: true }), '· 60 tokens avoided');
  t.equal(line({ path: 'model', model_calls: 2, tokens_out: 5 }), 'Model | 2 model calls · 5 tokens · 12 ms');
  const generation = { time_to_first_token_ms: 200, tokens: 48, duration_ms: 2_000 };
  t.equal(
    line({ path: 'model', model_calls: 1, tokens_in: 10, tokens_out: 49, generation }),
    'Model | 1 model call · 59 tokens · 24 tokens/s · 12 ms',
  );
  t.equal(line({ path: 'reused' }), 'Reused | 0 model calls · 12 ms');
  t.equal(answerLine({ ...ANSWER, path: 'none' }), null);
  const asked = (change: Partial<Answer>) => answerLine({ ...ANSWER, model_id: 'tiny', ...change })?.model;
  t.equal(asked({ path: 'model', model_calls: 1 }), 'tiny', 'who answered is named');
  t.equal(asked({}), null, 'a model that was not asked is not');
});

t.test('what an answer waits for is said in words', async (t) => {
  const none = { tasks_done: 0, tasks_total: 1, running: ['Answer'], queue_position: null };
  const said = (progress: Partial<AnswerProgress>) =>
    progressText({ ...ANSWER, state: 'running' }, { ...none, ...progress });
  t.equal(progressText({ ...ANSWER, state: 'planning' }, undefined), 'Planning');
  t.equal(said({}), 'Answer');
  t.equal(said({ tasks_total: 3, tasks_done: 1 }), 'Answer · 1 of 3 tasks done');
  t.equal(said({ queue_position: 1 }), 'Next in line for the model');
  t.equal(said({ queue_position: 4 }), 'Number 4 in line for the model');
  t.equal(said({ queue_position: 1, loading_model: 'big' }), 'Loading big into memory', 'others wait for that too');
});

t.test('a long wait says how long it has been', async (t) => {
  const told = [0, 2_999, -5_000, Number.NaN, 3_000, 59_999, 61_500].map(elapsedText);
  t.same(told, ['', '', '', '', ' · 3 s', ' · 59 s', ' · 1 min 1 s']);
});

t.test('each error offers what can be done about it', async (t) => {
  const card = (error_type: ErrorBody['error_type'], details: ErrorBody['details'] = {}) =>
    errorCard({ error_type, message: 'Because.', details });
  const told = (error_type: ErrorBody['error_type'], details?: ErrorBody['details']) => {
    const { title, steps } = card(error_type, details);
    return `${title}: ${steps.join(', ')}`;
  };
  t.equal(told('BUDGET_BREACH'), 'The budget is used up: raise, budget, retry');
  t.match(card('MODEL_UNAVAILABLE', { code: 'KORA_CHAT_NEEDS_MODEL' }), { steps: ['model', 'retry'], mild: true });
  t.match(card('MODEL_UNAVAILABLE', { code: 'KORA_CHAT_NEEDS_MODEL', next: 'allow_model' }), {
    steps: ['settings', 'retry'],
    mild: true,
  });
  t.equal(told('MODEL_UNAVAILABLE'), 'The model is not there: choose, retry');
  t.match(told('MODEL_UNAVAILABLE', { code: 'KORA_MODEL_CONNECTOR_RESTING' }), /left alone for a while: retry, choose/);
  t.match(told('MODEL_UNAVAILABLE', { code: 'KORA_MODEL_REMOTE_REFUSED' }), /not on this computer: choose/);
  for (const code of ['KORA_MODEL_CONTEXT_OVERFLOW', 'KORA_OLLAMA_CONTEXT_FULL', 'KORA_LLAMACPP_CONTEXT_OVERFLOW'])
    t.equal(told('EXECUTION_FAILURE', { code }), 'Too long for the model: choose, new', code);
  t.match(told('EXECUTION_FAILURE', { code: 'KORA_MODEL_TRUNCATED', by: 'context' }), /^Too long/);
  t.match(told('EXECUTION_FAILURE', { code: 'KORA_MODEL_TRUNCATED', by: 'budget' }), /no room: raise, budget, retry/);
  t.match(told('EXECUTION_FAILURE', { code: 'KORA_MODEL_FAILED' }), /runtime failed: retry, choose/);
  t.match(card('EXECUTION_FAILURE'), { title: 'This did not work', steps: ['retry'], mild: false });
  t.equal(told('EXECUTION_FAILURE', { code: 'constructor' }), 'This did not work: retry');
  const breach = { code: 'KORA_BUDGET_BREACHED', declared: 2048, consumed: 2048 };
  const said = (details: ErrorBody['details']) => card('BUDGET_BREACH', { ...breach, ...details }).message;
  t.equal(
    said({ kind: 'tokens', outcome: 'truncated' }),
    '2,048 of 2,048 tokens were used. The answer is not complete.',
  );
  t.equal(said({ kind: 'time', declared: 5_000, consumed: 5_012, outcome: 'x' }), '5.0 s of 5.0 s were used.');
  t.match(said({ kind: 'retries', declared: 0 }), /^No retry is allowed, and/);
  t.match(said({ kind: 'retries', declared: 3 }), /^All 3 retries were used, and/);
  t.equal(said({ kind: 'invocations' }), 'Because.', 'what is only a graph’s is told as it is');
  t.equal(said({ kind: 'tokens', consumed: '7' }), 'Because.');
  const failed = (code: string, details: ErrorBody['details'] = {}) =>
    card('EXECUTION_FAILURE', { code, task_id: 'answer', connector: 'llamacpp', model: 'tiny', ...details }).message;
  t.equal(
    failed('KORA_MODEL_UNAVAILABLE', { wanted: 'the model tiny of llamacpp', reason: 'it is not installed' }),
    'The model tiny of llama.cpp cannot answer: it is not installed.',
  );
  t.match(
    failed('KORA_MODEL_UNAVAILABLE', { wanted: 'a model', reason: 'Ollama is off.' }),
    /^No model .*: Ollama is off.$/,
  );
  t.match(
    failed('KORA_MODEL_CONTEXT_OVERFLOW', { tokens_in: 69033, context_tokens: 4096 }),
    /^This takes 69,033 tokens, and tiny has room for 4,096\. Nothing was cut off/,
  );
  t.equal(failed('KORA_MODEL_FAILED', { reason: 'The process ended' }), 'The process ended.');
  t.match(failed('KORA_TASK_TIMEOUT', { max_time_ms: 300_000 }), /not done after 5 min,/);
  t.match(
    failed('KORA_MODEL_CONNECTOR_RESTING', { failures: 3, retry_in_ms: 9_000 }),
    /^llama\.cpp failed 3 times.* 9\.0 s/,
  );
  for (const code of ['REMOTE_REFUSED', 'EMPTY', 'STREAM_CUT', 'NOT_JSON', 'SCHEMA_VIOLATION', 'THINKING_OVERRUN'])
    t.match(failed(`KORA_MODEL_${code}`), /tiny|llama\.cpp/, code);
  t.match(failed('KORA_MODEL_TRUNCATED', { by: 'context' }), /context of tiny is full/);
  t.match(failed('KORA_MODEL_JSON_CUT', { by: 'budget' }), /tokens .* used up/);
  t.equal(failed('KORA_MODEL_CONTEXT_OVERFLOW', { tokens_in: '7' }), 'Because.', 'what is not known is not made up');
  const issues = [{ path: '/a', message: 'must be a number' }, 'nonsense', null];
  t.same(card('VALIDATION_ERROR', { issues }).issues, ['/a: must be a number', '/: ', '/: ']);
});

t.test('items that got no answer are told by their places, each with its reason', async (t) => {
  const issue = { path: '', message: 'must be one of the allowed values' };
  const items = [
    { place: 2, error_code: 'KORA_MODEL_SCHEMA_VIOLATION', issues: [issue, { path: '/a', message: 'is missing' }] },
    { place: 7, error_code: 'KORA_TASK_TIMEOUT', issues: [] },
    { place: 8, error_code: 'KORA_NEW', issues: 'nonsense' },
  ];
  t.same(failedItems({ items, more: 1 }), [
    'In place 2: the answer did not have the form that was asked for (must be one of the allowed values; /a is missing).',
    'In place 7: the time was up.',
    'In place 8: it ended with KORA_NEW.',
    'And 1 item more.',
  ]);
  t.same(failedItems({}), []);
});

t.test('what was used up can be doubled, within what the contracts know', async (t) => {
  const now = { max_tokens: 2048, max_time_ms: 300_000, max_retries: 1 };
  const raised = (details: ErrorBody['details'], budget = now) =>
    raisedBudget({ error_type: 'BUDGET_BREACH', message: '', details }, budget);
  const breach = (kind: string, declared: number) => ({ code: 'KORA_BUDGET_BREACHED', kind, declared });
  t.same(raised(breach('tokens', 2048)), { budget: { ...now, max_tokens: 4096 }, amount: '4,096 tokens' });
  t.same(raised(breach('time', 300_000)), { budget: { ...now, max_time_ms: 600_000 }, amount: '10 min' });
  t.same(raised(breach('retries', 1)), { budget: { ...now, max_retries: 2 }, amount: '2 retries' });
  const none = { ...now, max_retries: 0 };
  t.same(raised(breach('retries', 0), none), { budget: { ...now, max_retries: 1 }, amount: '1 retry' });
  t.equal(raised({ code: 'KORA_TASK_TIMEOUT', max_time_ms: 300_000 })?.amount, '10 min');
  t.equal(raised({ code: 'KORA_MODEL_TRUNCATED', by: 'budget' })?.amount, '4,096 tokens');
  t.equal(raised({ code: 'KORA_MODEL_SCHEMA_VIOLATION' })?.amount, '2 retries');
  t.equal(raised(breach('tokens', 5000))?.amount, '10,000 tokens', 'twice what was not enough');
  t.equal(raised(breach('tokens', 40)), null, 'there is more by now: trying again is all it takes');
  for (const details of [
    { code: 'KORA_MODEL_TRUNCATED', by: 'context' },
    { ...breach('tokens', 2048), scope: 'graph' },
    breach('invocations', 3),
    breach('constructor', 3),
    { code: 'KORA_MODEL_FAILED' },
    {},
  ])
    t.equal(raised(details), null, JSON.stringify(details));
  fc.assert(
    fc.property(fc.constantFrom('tokens', 'time', 'retries'), fc.nat(100_000_000), (kind, declared) => {
      const most = raised(breach(kind, declared), { max_tokens: 0, max_time_ms: 1, max_retries: 0 });
      return most === null || decode(budgetCodec, most.budget)._tag === 'Right';
    }),
  );
});

t.test('links lead to https and mailto, and to nothing else', async (t) => {
  t.equal(safeLink('https://example.com/a?b#c'), 'https://example.com/a?b#c');
  t.equal(safeLink('mailto:a@example.com'), 'mailto:a@example.com');
  for (const address of [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'blob:https://example.com/1',
    'file:///etc/passwd',
    'http://example.com',
    '//example.com',
    '/conversations',
    '#a',
    '',
    'https://user@example.com',
    'https://user:password@example.com',
    'vbscript:x',
  ])
    t.equal(safeLink(address), null, address);
  fc.assert(
    fc.property(fc.webUrl({ validSchemes: ['ftp', 'ws', 'javascript', 'chrome'] }), (url) => safeLink(url) === null),
  );
});

t.test('text is attached, whatever the browser calls it; other files are refused with a reason', async (t) => {
  t.equal(mediaTypeOf({ name: 'a.CSV', type: 'application/vnd.ms-excel' }), 'text/csv');
  t.equal(mediaTypeOf({ name: 'notes', type: 'text/x-anything; charset=utf-8' }), 'text/x-anything');
  t.equal(mediaTypeOf({ name: 'a.pdf', type: 'application/pdf' }), null);
  t.equal(mediaTypeOf({ name: 'a.__proto__', type: '' }), null);
  const files = [new File(['a,b'], 'a.csv'), new File([new Uint8Array([255])], 'b.txt'), new File(['x'], 'c.png')];
  const { attachments, problems } = await readAttachments(files, 0);
  t.same(attachments, [{ name: 'a.csv', media_type: 'text/csv', text: 'a,b' }]);
  t.match(problems, [/^b\.txt was not attached: it is not text in UTF-8/, /^c\.png was not attached: only CSV/]);
  t.match((await readAttachments(files, 9)).problems.at(-1), /takes 10 files; 2 were left out/);
  t.match((await readAttachments([new File(['x'.repeat(4_000_001)], 'big.txt')], 0)).problems, [
    /4,000,001 characters/,
  ]);
});

t.test("a model's plan is a line for each step; whatever else came is shown as it is", async (t) => {
  const steps = [
    { id: 'sum', operation: 'math.evaluate', arguments: { expression: '1 + 1' } },
    { id: 'say', operation: 'model', prompt: 'Say {{sum}}.' },
  ];
  const text = 'sum = math.evaluate {"expression":"1 + 1"}\nsay = model "Say {{sum}}."\nanswer = say';
  t.equal(planText({ steps, answer: 'say' }), text);
  for (const odd of [null, 7, [], { steps: 7 }, { steps: [], answer: null }])
    t.equal(planText(odd), JSON.stringify(odd, null, 2));
  t.match(planText({ steps: [null, 7], answer: 'x' }), /undefined = undefined/);
});

import type { Answer, ChatMessage } from '@kora/contracts';
import fc from 'fast-check';
import t from 'tap';
import { changedMessages } from '../src/browser/state/changed-messages.ts';
import { type ChatAction, EMPTY_CHAT, openAnswer, reduce } from '../src/browser/state/chat-state.ts';
import { spokenAnswer } from '../src/browser/state/spoken-answer.ts';

const ANSWER: Answer = {
  state: 'running',
  path: 'none',
  run_id: null,
  model_id: null,
  model_calls: 0,
  tokens_in: 0,
  tokens_out: 0,
  tokens_avoided: 0,
  tokens_avoided_exact: false,
  duration_ms: 0,
  thinking: '',
  notes: [],
  error: null,
};

function message(
  message_id: string,
  parent_id: string | null,
  answer: Partial<Answer> | null = null,
  content = '',
): ChatMessage {
  const role = answer === null ? 'user' : 'assistant';
  const made = answer === null ? null : { ...ANSWER, ...answer };
  const created_at = '2026-01-01T00:00:00.000Z';
  return { message_id, parent_id, role, content, created_at, attachments: [], answer: made, siblings: [message_id] };
}

const run = (...actions: readonly ChatAction[]) => actions.reduce(reduce, EMPTY_CHAT);
const ids = (...actions: readonly ChatAction[]) => run(...actions).messages.map(({ message_id }) => message_id);
const page = (...messages: readonly ChatMessage[]): ChatAction => ({
  type: 'page',
  page: { messages, next_before: null },
});
const told = (told: ChatMessage): ChatAction => ({ type: 'message', message: told });
const question = message('q', null);

t.test('text grows by deltas, a restart makes it void, and the final message stands', async (t) => {
  const open = page(question, message('a', 'q', {}));
  const delta = (text: string, kind: 'answer' | 'thinking' = 'answer'): ChatAction => ({
    type: 'delta',
    message_id: 'a',
    kind,
    text,
  });
  const state = run(open, delta('Hel'), delta('lo'), delta('hm', 'thinking'));
  t.match(state.messages[1], { content: 'Hello', answer: { thinking: 'hm' } });
  t.equal(openAnswer(state)?.message_id, 'a');
  const again = reduce(state, { type: 'restart', message_id: 'a', reason: 'schema' });
  t.match(again.messages[1], { content: '', answer: { thinking: '' } });
  const progress = { tasks_done: 0, tasks_total: 1, running: [], queue_position: null };
  const waiting = reduce(again, { type: 'progress', message_id: 'a', progress });
  t.equal(waiting.progress.size, 1);
  const done = reduce(waiting, told(message('a', 'q', { state: 'complete' }, 'Hello.')));
  t.equal(done.messages[1]?.content, 'Hello.');
  t.equal(done.progress.size, 0, 'progress goes with the end');
  t.equal(openAnswer(done), undefined);
});

t.test('the stream and the answer to a request may come in either order', async (t) => {
  const accepted: ChatAction = { type: 'accepted', accepted: { user: question, answer: message('a', 'q', {}) } };
  const further = told(message('a', 'q', {}, 'already'));
  t.same(ids(page(), accepted, further), ['q', 'a']);
  t.equal(run(page(), told(question), further, accepted).messages[1]?.content, 'already', 'what is newer is kept');
});

t.test('a page that was read while an answer was made does not undo what came after', async (t) => {
  const read = page(question, { ...message('a', 'q', {}, 'He'), siblings: ['a', 'b'] });
  const done = run(
    page(question, message('a', 'q', {})),
    told(message('a', 'q', { state: 'complete' }, 'Hello.')),
    read,
  );
  t.match(done.messages[1], { content: 'Hello.', answer: { state: 'complete' }, siblings: ['a', 'b'] });
  const delta: ChatAction = { type: 'delta', message_id: 'a', kind: 'answer', text: 'Hello' };
  t.equal(run(page(question, message('a', 'q', {})), delta, read).messages[1]?.content, 'Hello');
  const ended = page(question, message('a', 'q', { state: 'complete' }, 'Hello.'));
  t.equal(run(read, ended).messages[1]?.content, 'Hello.', 'an end is an end');
});

t.test('a new branch takes the place of the old one, which does not come back by itself', async (t) => {
  const old = message('a', 'q', { state: 'running' });
  const edited = message('q2', null);
  t.same(ids(page(question, old), told(edited), told(message('a2', 'q2', {}))), ['q2', 'a2']);
  t.same(ids(page(question, old), told(edited), told(old)), ['q2'], 'news of what is not shown are not shown');
  t.same(
    ids(page(question, old), told(edited), page(question, old), told(old)),
    ['q', 'a'],
    'unless it is shown again',
  );
});

t.test('a message that follows an unknown one makes the branch be read again', async (t) => {
  const state = run(page(question), told(message('z', 'unknown', {})));
  t.equal(state.stale, true);
  t.same(state.messages, [question]);
  t.equal(reduce(state, page(question)).stale, false);
});

t.test('an older page comes before, and nothing twice', async (t) => {
  const older: ChatAction = { type: 'older', page: { messages: [message('p', null), question], next_before: 'p' } };
  const state = run(page(question), older);
  t.same(
    state.messages.map(({ message_id }) => message_id),
    ['p', 'q'],
  );
  t.equal(state.next_before, 'p');
});

t.test('whatever happens, nothing is changed in place and no message is there twice', async () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd');
  const action: fc.Arbitrary<ChatAction> = fc.oneof(
    fc.tuple(id, fc.option(id), fc.boolean()).map(([me, parent, user]) => told(message(me, parent, user ? null : {}))),
    id.map((message_id): ChatAction => ({ type: 'delta', message_id, kind: 'answer', text: 'x' })),
    id.map((message_id): ChatAction => ({ type: 'restart', message_id, reason: '' })),
    fc.uniqueArray(id).map((list) => page(...list.map((each, at) => message(each, list[at - 1] ?? null)))),
    id.map((each): ChatAction => ({ type: 'older', page: { messages: [message(each, null)], next_before: null } })),
  );
  fc.assert(
    fc.property(fc.array(action, { maxLength: 20 }), (actions) => {
      let state = EMPTY_CHAT;
      for (const each of actions) {
        const before = JSON.stringify(state);
        const next = reduce(state, each);
        if (JSON.stringify(state) !== before) return false;
        const shown = next.messages.map(({ message_id }) => message_id);
        if (new Set(shown).size !== shown.length) return false;
        state = next;
      }
      return true;
    }),
  );
});

t.test('what has changed is told without looking at the rest', async (t) => {
  const [a, b] = [message('a', null), message('b', 'a', {})];
  const grown = { ...b, content: 'x' };
  t.same(changedMessages([a, b], [a, grown]), [grown]);
  t.same(changedMessages([a, b], [a, b]), []);
  t.equal(changedMessages([a], [a, b]), null);
  t.equal(
    changedMessages([a, b], [a, message('c', 'a', {})]),
    null,
    'another message at the same place is another list',
  );
});

t.test('a screen reader hears an answer once, as words, and not at any length', async (t) => {
  t.equal(spokenAnswer(message('a', 'q', { state: 'complete' }, '**15**\n\n| a |')), 'Answer: 15 a');
  t.match(spokenAnswer(message('a', 'q', { state: 'complete' }, 'x'.repeat(5000))), /^Answer: x{600} …/);
  t.equal(spokenAnswer(message('a', 'q', { state: 'cancelled' }, 'x')), 'The answer was stopped.');
});

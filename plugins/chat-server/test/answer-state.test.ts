import {
  type ExecutionResult,
  foldTelemetry,
  type LiveEvent,
  type ModelDelta,
  type RunEvent,
  type RunEventPayload,
  type RunEventType,
  type TaskGraph,
} from '@kora/contracts';
import fc from 'fast-check';
import t from 'tap';
import { type AnswerState, afterItem, beginAnswer, endAnswer, textOfOutput } from '../src/answering/answer-state.ts';
import { LOST_ANSWER } from '../src/store/rows.ts';
import { PLAN } from './support/open-conversations.ts';
import { answeredEvents } from './support/run-events.ts';

if (PLAN.kind !== 'graph') throw new Error('the plan of the tests has no graph');
const { graph } = PLAN;
const begun = beginAnswer(graph, LOST_ANSWER);
const delta = (text: string, kind: ModelDelta['kind'] = 'answer', task_id = 'answer'): ModelDelta => ({
  event_type: 'model.delta',
  run_id: 'run_00000001',
  task_id,
  attempt_index: 0,
  kind,
  text,
});
const event = <T extends RunEventType>(event_type: T, payload: RunEventPayload<T>, task_id = 'answer') =>
  ({ event_type, payload, task_id, run_id: 'run_00000001', attempt_index: 0, seq: 0 }) as RunEvent;
const fold = (items: readonly (RunEvent | LiveEvent)[], from = begun): AnswerState =>
  items.reduce((state, item) => afterItem(state, item).state, from);

function resultOf(calls: number, more: Partial<ExecutionResult> = {}): ExecutionResult {
  const telemetry = foldTelemetry(answeredEvents('run_00000001', { calls, cancelled: false, fails: false }));
  if (telemetry === null) throw new Error('the script has no beginning');
  const metadata = { run_id: 'run_00000001', trace_id: 'x', backend: 'local', graph_hash: '', duration_ms: 1 };
  const result = { status: 'success', stop_reason: null, final_output: 'done', telemetry, error: null } as const;
  return { ...result, execution_metadata: metadata, ...more };
}

t.test('words of the root are the answer; words of other tasks are not', async (t) => {
  const state = fold([delta('a'), delta('x', 'answer', 'helper'), delta('hm', 'thinking'), delta('b')]);
  t.equal(state.content, 'ab');
  t.equal(state.answer.thinking, 'hm');
  const [task] = graph.tasks;
  const joined = {
    ...graph,
    tasks: [{ ...task, schema: { type: 'object' } }, ...graph.tasks.slice(1)],
  } as TaskGraph;
  t.equal(fold([delta('a')], beginAnswer(joined, LOST_ANSWER)).content, '', 'a join speaks only at its end');
});

t.test('however the words are cut, the answer is the same', async () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.constantFrom('answer' as const, 'thinking' as const))), (words) => {
      const state = fold(words.map(([text, kind]) => delta(text, kind)));
      const of = (wanted: string) => words.flatMap(([text, kind]) => (kind === wanted ? [text] : [])).join('');
      return state.content === of('answer') && state.answer.thinking === of('thinking');
    }),
  );
});

t.test('an attempt that is tried again makes its words void, and says why', async (t) => {
  const said = fold([delta('wrong'), delta('hm', 'thinking')]);
  const again = { reason: 'not_json', backoff_ms: 0 } as RunEventPayload<'retry.scheduled'>;
  const other = afterItem(said, event('retry.scheduled', again, 'helper'));
  t.match(other, { restarted: null, state: { content: 'wrong' } });
  const step = afterItem(said, event('retry.scheduled', again));
  t.match(step, { restarted: 'not_json', state: { content: '', answer: { thinking: '' } } });
});

t.test('progress counts tasks and names those at work', async (t) => {
  const started = { stage: 'MODEL_INVOCATION', input_hash: '' } as RunEventPayload<'task.started'>;
  const atWork = fold(['a', 'b', 'c', 'd'].map((id) => event('task.started', started, id)));
  t.same(atWork.progress.running, ['a', 'b', 'c'], 'no more than three');
  const done = afterItem(atWork, event('task.completed', {} as RunEventPayload<'task.completed'>, 'a')).state;
  t.match(done.progress, { tasks_done: 1, running: ['b', 'c', 'd'] });
});

t.test(
  'items of a repeated task go by its name and their place, and are none of the tasks that are counted',
  async (t) => {
    const started = (id: string) => event('task.started', { stage: 'MODEL_INVOCATION', input_hash: '' }, id);
    const ended = (id: string) => event('task.completed', {} as RunEventPayload<'task.completed'>, id);
    const state = fold([started('answer'), started('answer[0]'), started('answer[1]'), ended('answer[0]')]);
    const name = graph.tasks.find(({ id }) => id === 'answer')?.name ?? 'answer';
    t.match(state.progress, { tasks_done: 0, running: [name, `${name} (2)`] });
  },
);

t.test('progress says how far the nearest of its tasks is from its turn at the model', async (t) => {
  const place = (task_id: string, position: number) =>
    ({
      event_type: 'model.queued',
      run_id: 'run_00000001',
      attempt_index: 0,
      connector: 'x',
      task_id,
      position,
    }) as const;
  const waiting = fold([place('a', 4), place('b', 2)]);
  t.equal(waiting.progress.queue_position, 2);
  t.equal(afterItem(waiting, place('a', 3)).state.progress, waiting.progress, 'nothing to tell');
  const turn = (position: number) => ({ event_type: 'run.queued', run_id: 'run_00000001', position }) as const;
  t.same(
    [3, 1, 0].map((position) => fold([turn(position)]).progress.queue_position),
    [3, 1, null],
    'or its run',
  );
  t.equal(fold([place('b', 0)], waiting).progress.queue_position, 4);
  t.equal(fold([place('b', 0), place('a', 0)], waiting).progress.queue_position, null);
});

t.test('progress names the model that is being loaded, as long as one is', async (t) => {
  const loads = (task_id: string, model_id: string, loading = true) =>
    ({
      event_type: 'model.loading',
      run_id: 'run_00000001',
      attempt_index: 0,
      connector: 'x',
      task_id,
      model_id,
      loading,
    }) as const;
  t.equal(begun.progress.loading_model, undefined);
  const both = fold([loads('a', 'big'), loads('b', 'small')]);
  t.equal(both.progress.loading_model, 'big');
  const one = fold([loads('a', 'big', false)], both);
  t.equal(one.progress.loading_model, 'small');
  t.same(fold([loads('b', 'small', false)], one).progress, begun.progress);
});

t.test('the end takes its numbers from telemetry, and its text from the output', async (t) => {
  const one = endAnswer(fold([delta('do')]), resultOf(1));
  t.match(one, { content: 'done', answer: { state: 'complete', path: 'model', model_calls: 1, tokens_in: 7 } });
  t.match(endAnswer(begun, resultOf(0)).answer, { path: 'deterministic', model_calls: 0, model_id: null });
  const error = { error_type: 'BUDGET_BREACH', message: 'No time left.', details: { kind: 'time' } } as const;
  const failed = endAnswer(fold([delta('do')]), resultOf(1, { status: 'failed', final_output: null, error }));
  t.match(failed, { content: 'do', answer: { state: 'failed', error } });
  const cancelled = endAnswer(fold([delta('do')]), resultOf(0, { status: 'cancelled', final_output: null, error }));
  t.match(cancelled, { content: 'do', answer: { state: 'cancelled', path: 'none', error: null } });
});

t.test('how quickly models wrote is summed over all calls of an answer', async (t) => {
  const once = endAnswer(begun, resultOf(1)).answer;
  t.same(once.generation, { time_to_first_token_ms: 1, tokens: 1, duration_ms: 2 });
  const again = endAnswer({ content: '', answer: once }, resultOf(1)).answer;
  t.same(again.generation, { time_to_first_token_ms: 1, tokens: 2, duration_ms: 4 });
  t.notOk('generation' in endAnswer(begun, resultOf(0)).answer, 'no model, no speed');
  t.same(endAnswer({ content: '', answer: once }, resultOf(0)).answer.generation, once.generation);
});

t.test('an output is a text, or has one, or is shown as it is', async (t) => {
  t.equal(textOfOutput('a'), 'a');
  t.equal(textOfOutput({ text: 'b', values: [1] }), 'b');
  t.match(textOfOutput({ c: 1 }), /^```json\n[\s\S]*"c": 1[\s\S]*```$/);
});

import type {
  Answer,
  AnswerProgress,
  ExecutionResult,
  Json,
  LiveEvent,
  ModelDelta,
  ModelLoading,
  ModelQueued,
  RunEvent,
  RunQueued,
  TaskGraph,
  TelemetryBundle,
} from '@kora/contracts';
import { isRecord } from '@kora/contracts';
import { failedItemsNote } from './failed-items-note.ts';
import { generationOf } from './generation-of.ts';

/** How far an answer has come: what is stored, what is shown below it, and what is needed to go on. */
export interface AnswerState {
  readonly content: string;
  readonly answer: Answer;
  readonly progress: AnswerProgress;
  /** The task whose words are the answer: a model task at the root. Null when the answer is put together at the end. */
  readonly speaker: string | null;
  readonly names: ReadonlyMap<string, string>;
  readonly working: readonly string[];
  /** Places in line: of tasks for a model, under an empty id of the run for its turn. */
  readonly places: ReadonlyMap<string, number>;
  /** Names of models that are being loaded, by task. */
  readonly loading: ReadonlyMap<string, string>;
}

/** What following a step of a run changes. `restarted` says why the text so far is void. */
export interface Step {
  readonly state: AnswerState;
  readonly restarted: string | null;
}

/** Names of tasks at work that are shown at once. */
const MOST_SHOWN = 3;

/** The answer when its run begins. */
export function beginAnswer(graph: TaskGraph, answer: Answer): AnswerState {
  const root = graph.tasks.find(({ id }) => id === graph.root);
  const speaks = root?.type === 'model' && root.schema?.type === 'string';
  return {
    content: '',
    answer: { ...answer, state: 'running' },
    progress: { tasks_done: 0, tasks_total: graph.tasks.length, running: [], queue_position: null },
    speaker: speaks ? root.id : null,
    names: new Map(graph.tasks.map(({ id, name }) => [id, name ?? id])),
    working: [],
    places: new Map(),
    loading: new Map(),
  };
}

/** Items of a repeated task are none of the tasks that are counted; they go by its name and their place in its list. */
const ITEM = /^(.*)\[(\d+)\]$/;
const isItem = (id: string) => ITEM.test(id);

function nameOf(id: string, names: ReadonlyMap<string, string>): string {
  const [, task = id, index] = ITEM.exec(id) ?? [];
  return `${names.get(task) ?? task}${index === undefined ? '' : ` (${Number(index) + 1})`}`;
}

function withWorking(state: AnswerState, working: readonly string[], done: number): AnswerState {
  const running = working.slice(0, MOST_SHOWN).map((id) => nameOf(id, state.names));
  return { ...state, working, progress: { ...state.progress, running, tasks_done: state.progress.tasks_done + done } };
}

/** Of several tasks in line the one that is nearest to its turn says where the answer stands; before them all, its run was. */
function afterPlace(state: AnswerState, queued: ModelQueued | RunQueued): AnswerState {
  const { position } = queued;
  const task_id = queued.event_type === 'model.queued' ? queued.task_id : '';
  const places = new Map(state.places);
  if (position === 0) places.delete(task_id);
  else places.set(task_id, position);
  const queue_position = places.size === 0 ? null : Math.min(...places.values());
  if (queue_position === state.progress.queue_position) return { ...state, places };
  return { ...state, places, progress: { ...state.progress, queue_position } };
}

function afterLoading(state: AnswerState, { task_id, model_id, loading: begins }: ModelLoading): AnswerState {
  const loading = new Map(state.loading);
  if (begins) loading.set(task_id, model_id);
  else loading.delete(task_id);
  const { loading_model: _, ...progress } = state.progress;
  const [first] = loading.values();
  return { ...state, loading, progress: first === undefined ? progress : { ...progress, loading_model: first } };
}

function afterDelta(state: AnswerState, { task_id, kind, text }: ModelDelta): AnswerState {
  if (task_id !== state.speaker) return state;
  if (kind === 'thinking') return { ...state, answer: { ...state.answer, thinking: state.answer.thinking + text } };
  return { ...state, content: state.content + text };
}

function afterEvent(state: AnswerState, event: RunEvent): Step {
  const { event_type: type, task_id = '' } = event;
  const plain = (next: AnswerState): Step => ({ state: next, restarted: null });
  switch (type) {
    case 'task.started':
      return plain(withWorking(state, [...state.working.filter((id) => id !== task_id), task_id], 0));
    case 'task.completed':
    case 'task.failed':
    case 'task.skipped':
    case 'task.cancelled':
      return plain(
        withWorking(
          state,
          state.working.filter((id) => id !== task_id),
          isItem(task_id) ? 0 : 1,
        ),
      );
    case 'retry.scheduled': {
      if (task_id !== state.speaker) return plain(state);
      const void_ = { ...state, content: '', answer: { ...state.answer, thinking: '' } };
      return { state: void_, restarted: event.payload.reason };
    }
    default:
      return plain(state);
  }
}

/** Goes one step on with what a run tells. Pure. */
export function afterItem(state: AnswerState, item: RunEvent | LiveEvent): Step {
  if (item.event_type === 'model.delta') return { state: afterDelta(state, item), restarted: null };
  if (item.event_type === 'model.loading') return { state: afterLoading(state, item), restarted: null };
  if (item.event_type === 'model.queued' || item.event_type === 'run.queued')
    return { state: afterPlace(state, item), restarted: null };
  return afterEvent(state, item);
}

/** The text of a final output: a string, or `{ text, values }`; anything else is shown as JSON. */
export function textOfOutput(output: Json): string {
  if (typeof output === 'string') return output;
  if (isRecord(output) && typeof output.text === 'string') return output.text;
  return `\`\`\`json\n${JSON.stringify(output, null, 2)}\n\`\`\``;
}

/** Where the work was done, from the telemetry of the run. */
export function pathOf(telemetry: TelemetryBundle): Answer['path'] {
  const { model_invocation_count: calls, deterministic_task_count, aggregation_task_count } = telemetry.summary;
  const reused = telemetry.tasks.some((task) => 'reused_from' in task && task.reused_from !== undefined);
  if (calls === 0) return reused ? 'reused' : 'deterministic';
  return deterministic_task_count + aggregation_task_count > 0 ? 'hybrid' : 'model';
}

/** How a run ended, as far as its answer shows it. */
export type RunEnd = Pick<ExecutionResult, 'status' | 'telemetry' | 'error' | 'final_output'>;

/** An answer with its text: what is stored. */
export type KeptAnswer = Pick<AnswerState, 'content' | 'answer'>;

/** An answer with what a run has cost added to it. */
function withCosts(answer: Answer, telemetry: TelemetryBundle): Answer {
  const { summary, tasks } = telemetry;
  const model = tasks.find((task) => task.model !== null)?.model ?? null;
  return {
    ...answer,
    model_id: model?.model_id ?? answer.model_id,
    model_calls: answer.model_calls + summary.model_invocation_count,
    tokens_in: answer.tokens_in + summary.tokens_in,
    tokens_out: answer.tokens_out + summary.tokens_out,
    duration_ms: answer.duration_ms + summary.total_latency_ms,
    ...generationOf(answer.generation, telemetry),
  };
}

/** An answer with the run that is behind it, or with one that comes before that. */
export function withRun(answer: Answer, run_id: string, earlier: boolean): Answer {
  if (!earlier) return { ...answer, run_id };
  const before = (answer.earlier_run_ids ?? []).filter((id) => id !== run_id);
  return { ...answer, run_id: null, earlier_run_ids: [...before, run_id] };
}

/** The answer when a run has ended that is not the one behind it: what it cost stays, its text does not. */
export function afterEarlierRun({ answer }: KeptAnswer, { telemetry }: Pick<RunEnd, 'telemetry'>): KeptAnswer {
  const counted = withRun(withCosts(answer, telemetry), telemetry.run_id, true);
  return { content: '', answer: { ...counted, thinking: '' } };
}

/** Where the work was done, when earlier runs have asked a model. */
function wholePath(telemetry: TelemetryBundle, earlierCalls: number): Answer['path'] {
  const path = pathOf(telemetry);
  return earlierCalls > 0 && path !== 'model' ? 'hybrid' : path;
}

/** The answer when its run has ended. A run that was cancelled or failed keeps the text that had come. */
export function endAnswer(state: KeptAnswer, { status, telemetry, error, final_output }: RunEnd): KeptAnswer {
  const ends = { success: 'complete', failed: 'failed', cancelled: 'cancelled' } as const;
  const costs = withCosts(state.answer, telemetry);
  // Where nothing was answered, the error says why.
  const note = status === 'success' ? failedItemsNote(telemetry) : null;
  const answer = note === null ? costs : { ...costs, notes: [...costs.notes, note] };
  return {
    content: status === 'success' ? textOfOutput(final_output) : state.content,
    answer: {
      ...answer,
      state: ends[status],
      path: status === 'success' || answer.model_calls > 0 ? wholePath(telemetry, state.answer.model_calls) : 'none',
      error: status === 'cancelled' ? null : error,
    },
  };
}

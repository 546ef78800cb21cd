import * as t from 'io-ts';
import { integer, literal, text } from '../codec/refined.ts';
import { strict } from '../codec/strict.ts';
import { runTaskIdCodec } from '../task-graph/for-each.ts';
import { type ModelDelta, runIdCodec } from './event.ts';

/**
 * A live event of a stream: a model task waits for its connector, which answers only so many calls at once. It tells the task's place
 * in that line, again whenever the place changes by a tenth or more, and 0 when the task has left the line. Never stored: how long a
 * line was says nothing of what a run came to, and a replay has none.
 */
export const modelQueuedCodec = strict('ModelQueued', {
  event_type: literal('model.queued'),
  run_id: runIdCodec,
  task_id: runTaskIdCodec,
  attempt_index: integer('Count', 0),
  connector: text('Name', 512),
  /** 1 is next. As things stand: somebody more urgent may still come. */
  position: integer('Position', 0),
});
export type ModelQueued = t.TypeOf<typeof modelQueuedCodec>;

/** A live event of a stream: the run waits for its turn. It comes before `run.started`; `position` is as in {@link ModelQueued}. */
export const runQueuedCodec = strict('RunQueued', {
  event_type: literal('run.queued'),
  run_id: runIdCodec,
  position: integer('Position', 0),
});
export type RunQueued = t.TypeOf<typeof runQueuedCodec>;

/**
 * A live event of a stream: the model that a task asks is not in memory, so that its runtime has to load it before it can answer. It comes
 * again, with `loading` false, when the runtime begins to answer or the call has ended.
 */
export const modelLoadingCodec = strict('ModelLoading', {
  event_type: literal('model.loading'),
  run_id: runIdCodec,
  task_id: runTaskIdCodec,
  attempt_index: integer('Count', 0),
  connector: text('Name', 512),
  model_id: text('Name', 512),
  loading: t.boolean,
});
export type ModelLoading = t.TypeOf<typeof modelLoadingCodec>;

/** What a stream tells beside run events, and no log keeps. */
export type LiveEvent = ModelDelta | ModelQueued | RunQueued | ModelLoading;

import {
  declaredTaskId,
  hashJson,
  type Json,
  type JsonObject,
  type ModelRequest,
  type RunEvent,
  type RunEventOf,
} from '@kora/contracts';
import type { ArchivedRun } from '../archive/archived-run.ts';

/** One model call of a recorded run: what was asked, what came back, and how that was judged. */
export interface RecordedCall {
  readonly task_id: string;
  readonly attempt_index: number;
  /** Names what was asked; see {@link callKey}. */
  readonly key: string;
  readonly asked: RunEventOf<'model.invocation.started'>['payload'];
  readonly ended: RunEventOf<'model.invocation.completed'>['payload'];
  /** The answer, word for word. */
  readonly text: string;
}

/** A schema of strings may travel as no schema at all; every other one is told apart by its hash. */
function formOf(schema: JsonObject | null): string {
  return schema === null || schema.type === 'string' ? 'string' : hashJson(schema);
}

/** Hash of a question: connector, model, schema, and the input as an attempt's entry in the archive holds it. */
function callKey(connector: string, model_id: string, schema: JsonObject | null, input: Json): string {
  return hashJson([connector, model_id, formOf(schema), input]);
}

/** The key of a request that a connector gets. */
export function requestKey(connector: string, { model_id, schema, messages, parameters }: ModelRequest): string {
  const plain = messages.map(({ role, content }) => ({ role, content }));
  return callKey(connector, model_id, schema, { messages: plain, parameters: { ...parameters } });
}

/** Joins run log and archive to the model calls of a run, in the order in which they began. */
export function recordedCalls(events: readonly RunEvent[], archived: ArchivedRun): readonly RecordedCall[] {
  const schemas = new Map(archived.graph.tasks.map((task) => [task.id, task.schema ?? null]));
  const placeOf = (event: RunEvent) => `${event.attempt_index} ${event.task_id ?? ''}`;
  const ends = new Map<string, RecordedCall['ended']>();
  for (const event of events) {
    if (event.event_type === 'model.invocation.completed') ends.set(placeOf(event), event.payload);
  }
  const calls: RecordedCall[] = [];
  for (const event of events) {
    if (event.event_type !== 'model.invocation.started') continue;
    const { task_id = '', attempt_index, payload: asked } = event;
    const ended = ends.get(placeOf(event));
    if (ended === undefined) continue;
    const input = archived.inputs.get(task_id)?.[attempt_index] ?? null;
    const key = callKey(
      asked.model.connector,
      asked.model.model_id,
      schemas.get(declaredTaskId(task_id)) ?? null,
      input,
    );
    const text = archived.model_answers.get(task_id)?.[attempt_index] ?? '';
    calls.push({ task_id, attempt_index, key, asked, ended, text });
  }
  return calls;
}

import type * as t from 'io-ts';
import { integer, pattern } from '../codec/refined.ts';
import { strict } from '../codec/strict.ts';
import { jsonPointerCodec, taskIdCodec } from './identifiers.ts';

/** Most items that the tasks of one graph may declare together. */
export const MAX_ITEMS = 10_000;

/** What an item of a mapped task is called in a reference, `{ "$from": "$item" }`; no task can have such an id. */
export const ITEM = '$item';
/** What an item's place in the list, counted from 0, is called in a reference. */
export const INDEX = '$index';

/** What a task is repeated over: a list in the output of a dependency. A longer list than `max_items` fails the task. */
export const forEachCodec = strict(
  'ForEach',
  { $from: taskIdCodec, max_items: integer('MaxItems', 1, MAX_ITEMS) },
  { pointer: jsonPointerCodec },
);
export type ForEach = t.TypeOf<typeof forEachCodec>;

/** What a reference may point into: a dependency, or in a mapped task the item or its index. */
export const sourceCodec = pattern(
  'Source',
  /^([A-Za-z0-9._-]{1,128}|\$item|\$index)$/,
  'the id of a dependency, or $item or $index in a task with for_each',
);

/** A task's id as it stands in events, telemetry and archive: of a task of the graph, or of one item, `<id>[<index>]`. */
export const runTaskIdCodec = pattern(
  'RunTaskId',
  /^[A-Za-z0-9._-]{1,128}(\[(0|[1-9]\d{0,4})\])?$/,
  '1 to 128 of A-Z a-z 0-9 . _ -, and for an item of a list its index in brackets',
);

/** One item of a mapped task. */
export interface MapItem {
  /** The task of the graph. */
  readonly task_id: string;
  /** Place in the list, from 0. */
  readonly index: number;
}

/** The id of an item in events, telemetry and archive. */
export function mapItemId(task_id: string, index: number): string {
  return `${task_id}[${index}]`;
}

/** The task and place that an item's id names; null for the id of a task of the graph, which has no bracket. */
export function mapItemOf(id: string): MapItem | null {
  if (!id.endsWith(']')) return null;
  const bracket = id.indexOf('[');
  return { task_id: id.slice(0, bracket), index: Number(id.slice(bracket + 1, -1)) };
}

/** The task of the graph that an id belongs to: itself, or the one that an item comes from. */
export function declaredTaskId(id: string): string {
  return mapItemOf(id)?.task_id ?? id;
}

import { type Either, left, right } from 'fp-ts/lib/Either.js';
import type { Json, JsonObject } from '../codec/json.ts';
import type { PlainMessage } from '../extension-points/connector/v1/connector.ts';
import { formatCsv } from './format-csv.ts';
import { resolvePointer } from './pointer.ts';
import type { ContentReference, Reference } from './reference.ts';
import type { Message } from './task.ts';

/** Outputs of finished tasks by id. A skipped task has the output null. */
export type Outputs = Pick<ReadonlyMap<string, Json>, 'get'>;

/** A reference whose pointer names nothing in the output that it points into. */
export interface MissingValue {
  readonly from: string;
  readonly pointer: string;
}

/** True for an object that stands for another task's output. Such an object has a `$from` key, which no other data may have. */
export function isReference(value: unknown): value is Reference {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, '$from');
}

function lookUp(reference: Reference, outputs: Outputs): Either<MissingValue, Json> {
  const output = outputs.get(reference.$from);
  // A skipped task has no value anywhere inside, and its dependents were promised null.
  if (output === null) return right(null);
  const pointer = reference.pointer ?? '';
  const value = output === undefined ? undefined : resolvePointer(output, pointer);
  return value === undefined ? left({ from: reference.$from, pointer }) : right(value);
}

/**
 * Replaces every reference in a task's arguments by the value it stands for. What holds no reference is returned as it is,
 * not copied.
 * @returns the first reference that names nothing, if any.
 */
export function resolveReferences(value: Json, outputs: Outputs): Either<MissingValue, Json> {
  if (typeof value !== 'object' || value === null) return right(value);
  if (isReference(value)) return lookUp(value, outputs);
  if (Array.isArray(value)) {
    let copy: Json[] | null = null;
    for (let i = 0; i < value.length; i++) {
      const resolved = resolveReferences(value[i], outputs);
      if (resolved._tag === 'Left') return resolved;
      if (resolved.right !== value[i]) {
        copy ??= [...(value as readonly Json[])];
        copy[i] = resolved.right;
      }
    }
    return right(copy ?? value);
  }
  const object = value as JsonObject;
  let copy: { [key: string]: Json } | null = null;
  for (const key of Object.keys(object)) {
    const member = object[key] as Json;
    const resolved = resolveReferences(member, outputs);
    if (resolved._tag === 'Left') return resolved;
    if (resolved.right !== member) {
      copy ??= { ...object };
      copy[key] = resolved.right;
    }
  }
  return right(copy ?? value);
}

function asText(value: Json, form: ContentReference['as']): string {
  if (form === 'csv') return formatCsv(value);
  if (form === 'json') return JSON.stringify(value, null, 2);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Turns a model task's messages into plain text ones. Parts are joined without a separator. */
export function resolveMessages(
  messages: readonly Message[],
  outputs: Outputs,
): Either<MissingValue, readonly PlainMessage[]> {
  const plain: PlainMessage[] = [];
  for (const { role, content } of messages) {
    const parts = typeof content === 'string' ? [content] : content;
    let text = '';
    for (const part of parts) {
      if (typeof part === 'string') {
        text += part;
        continue;
      }
      const value = lookUp(part, outputs);
      if (value._tag === 'Left') return value;
      text += asText(value.right, part.as);
    }
    plain.push({ role, content: text });
  }
  return right(plain);
}

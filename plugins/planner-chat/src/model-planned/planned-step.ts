import { isRecord, type JsonObject } from '@kora/contracts';
import { givenBy } from './planning-operations.ts';

/** A step of a model's plan: an operation with its arguments, or a question to the model. */
export interface PlannedStep {
  readonly id: string;
  readonly operation: string;
  readonly arguments: JsonObject;
  readonly prompt: string;
}

const ID = /^[a-z][a-z0-9_]{0,30}$/;

/** Ids of the tasks that a value refers to, in the form `{"$from": id}`. */
export function sourcesOf(value: unknown, found: Set<string> = new Set()): Set<string> {
  if (Array.isArray(value)) for (const item of value) sourcesOf(item, found);
  else if (isRecord(value)) {
    if (typeof value.$from === 'string') found.add(value.$from);
    for (const item of Object.values(value)) sourcesOf(item, found);
  }
  return found;
}

/** Reads a step, or says what is wrong with it. `place` names it for people. */
export function plannedStep(value: unknown, place: string): PlannedStep | string {
  if (!isRecord(value)) return `${place} is no step.`;
  const { id, operation, arguments: args = {}, prompt = '' } = value;
  if (typeof id !== 'string' || !ID.test(id) || id.startsWith('attachment_') || id === 'written_answer')
    return `${place} has no usable id.`;
  const given = typeof operation === 'string' ? givenBy(operation) : undefined;
  if (typeof operation !== 'string' || given === undefined)
    return `${place} names no operation of the list: ${JSON.stringify(operation)?.slice(0, 80)}.`;
  if (!isRecord(args) || typeof prompt !== 'string') return `${place} has arguments or a prompt of the wrong type.`;
  if (operation === 'model' && prompt.trim() === '') return `${place} asks the model nothing.`;
  // Steps have been through a schema, so that their arguments are JSON.
  return { id, operation, arguments: args as JsonObject, prompt };
}

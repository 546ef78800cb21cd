import { type Either, isLeft, right } from 'fp-ts/lib/Either.js';
import type { JsonObject } from '../codec/json.ts';
import { type MissingValue, type Outputs, resolveReferences } from './resolve.ts';
import type { OperationTask } from './task.ts';

/**
 * What an operation runs with: its name, and the arguments of its task with every reference replaced by what it stands for. Follows
 * from a graph and the outputs before the task, so that nobody has to keep it.
 * @returns the first reference that names nothing, if any.
 */
export function declaredInput(
  { input }: Pick<OperationTask, 'input'>,
  outputs: Outputs,
): Either<MissingValue, JsonObject> {
  const resolved = resolveReferences(input.arguments, outputs);
  return isLeft(resolved) ? resolved : right({ operation: input.operation, arguments: resolved.right });
}

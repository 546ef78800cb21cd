import {
  type BackendEvent,
  canonicalJson,
  hashJson,
  type Json,
  type OperationTask,
  type Outputs,
  resolveReferences,
} from '@kora/contracts';
import { type Ending, failed } from './ending.ts';
import type { Scene } from './scene.ts';

/** Runs an operation where it stands: no pool, no time limit. */
export function* runOperation(
  task: OperationTask,
  outputs: Outputs,
  { operations, schemas, write }: Scene,
): Generator<BackendEvent, Ending> {
  const { operation } = task.input;
  const known = operations.get(operation);
  if (known === undefined) throw new Error(`there is no operation ${operation}`);
  const { descriptor } = known;
  // Two graphs of one hash may differ in the order of keys, and an operation must not see it.
  const inOrder: Json = JSON.parse(canonicalJson(task.input.arguments));
  const resolved = resolveReferences(inOrder, outputs);
  if (resolved._tag === 'Left') return failed('VALIDATION_ERROR');
  const args = resolved.right;
  const stage = task.type === 'aggregation' ? 'AGGREGATION' : 'DETERMINISTIC_EXECUTION';
  const input_hash = hashJson({ operation, arguments: args });
  yield write.event('task.started', { stage, input_hash, operation, operation_version: descriptor.version }, task.id);
  if (schemas.library(descriptor.arguments, args).length > 0) return failed('VALIDATION_ERROR');
  const output = known.call(args);
  if (output === undefined || schemas.library(descriptor.result, output).length > 0) return failed('EXECUTION_FAILURE');
  const errors = task.schema === undefined ? [] : schemas.task(task.schema, output);
  const validation_status = errors.length === 0 ? 'pass' : 'fail';
  yield write.event('task.validated', { validation_status, validation_errors: errors, duration_ms: 0 }, task.id);
  return errors.length === 0 ? { kind: 'success', output } : failed('VALIDATION_ERROR');
}

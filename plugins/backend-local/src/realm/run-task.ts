import {
  canonicalJson,
  clipText,
  evaluateGuard,
  type Json,
  jsonValue,
  resolveReferences,
  sha256Hex,
  type ValidationError,
} from '@kora/contracts';
import { type ControlBlock, processTimeMs } from '../pool/control-block.ts';
import type { FailureKind, SegmentTask, TaskReport } from '../pool/segment.ts';
import type { SchemaCompiler, Validator } from '../schema/schema-compiler.ts';
import { LibraryFault, type OperationTable, type ReadyOperation } from './operation-table.ts';

/** What the tasks of a segment share. */
export interface SegmentScope {
  readonly operations: OperationTable;
  readonly schemas: SchemaCompiler;
  readonly schemaTexts: readonly string[];
  readonly outputs: Map<string, Json>;
  readonly control: ControlBlock;
  readonly max_output_length: number;
  /** When the segment began, on the shared clock. */
  readonly origin_ms: number;
}

/** How a task ended, and its output as the JSON that the realm wrote. */
export interface TaskRun {
  readonly report: TaskReport;
  readonly json: string | null;
}

/** Stops a task with a reason; caught in this file. */
class TaskFailure extends Error {
  readonly kind: FailureKind;
  readonly errors: readonly ValidationError[];
  constructor(kind: FailureKind, message: string, errors: readonly ValidationError[] = []) {
    super(message);
    this.kind = kind;
    this.errors = errors;
  }
}

interface Prepared {
  readonly operation: ReadyOperation;
  readonly schema: Validator | null;
}

/** Compiling and loading come before the task's own clock starts: the first user of a library must not pay for it. */
function prepare(task: SegmentTask, scope: SegmentScope): Prepared {
  let operation: ReadyOperation | null;
  try {
    operation = scope.operations.find(task.operation);
  } catch (error) {
    if (error instanceof LibraryFault) throw new TaskFailure('library_failed', error.message);
    throw error;
  }
  if (operation === null) throw new TaskFailure('unknown_operation', task.operation);
  if (task.schema === undefined) return { operation, schema: null };
  const compiled = scope.schemas.compile(scope.schemaTexts[task.schema] ?? 'null', { closed: true, thorough: false });
  if (compiled.validator !== null) return { operation, schema: compiled.validator };
  throw new TaskFailure('bad_schema', compiled.problems[0]?.message ?? 'is wrong');
}

function resolveArguments(task: SegmentTask, outputs: ReadonlyMap<string, Json>): Json {
  const resolved = resolveReferences(task.arguments, outputs);
  if (resolved._tag === 'Right') return resolved.right;
  const { from, pointer } = resolved.left;
  throw new TaskFailure('missing_value', `${from}${pointer}`);
}

/** Hash of `{ operation, arguments }` without building it; keys in canonical order. */
function hashInput(task: SegmentTask, args: Json): string {
  return sha256Hex(`{"arguments":${canonicalJson(args)},"operation":${JSON.stringify(task.operation)}}`);
}

function callOperation(operation: ReadyOperation, args: Json, limit: number): { json: string; value: Json } {
  const answer = operation.call(JSON.stringify(args));
  if (answer.kind === 'threw') throw new TaskFailure('operation_threw', answer.message);
  if (answer.kind === 'stack_overflow') throw new TaskFailure('stack_overflow', 'it recursed too deeply');
  if (answer.kind !== 'result') throw new TaskFailure('no_result', `the library gave ${answer.kind}`);
  if (answer.json.length > limit) throw new TaskFailure('result_too_large', String(answer.json.length));
  const value: unknown = JSON.parse(answer.json);
  if (!jsonValue.is(value)) {
    const message = 'is nested too deeply, holds a lone surrogate, or has a __proto__ key';
    throw new TaskFailure('bad_result', message, [{ path: '', keyword: 'json', message }]);
  }
  return { json: answer.json, value };
}

/**
 * Runs one task of a segment: guard, references, argument schema, operation, result schema, task schema, hashes. Its output
 * joins the segment's outputs. Never throws for anything that a task, schema or library did wrong.
 */
export function runTask(task: SegmentTask, index: number, scope: SegmentScope): TaskRun {
  const { control, outputs } = scope;
  const entered = processTimeMs();
  control.enter(index, entered);
  let start = entered;
  let validated = 0;
  let input_hash: string | null = null;
  const times = (end: number) => ({
    start_ms: start - scope.origin_ms,
    end_ms: end - scope.origin_ms,
    validation_ms: validated,
  });
  try {
    if (task.when !== undefined && !evaluateGuard(task.when, outputs)) {
      outputs.set(task.id, null);
      const end_ms = processTimeMs() - scope.origin_ms;
      return { report: { status: 'skipped', start_ms: start - scope.origin_ms, end_ms }, json: null };
    }
    const { operation, schema } = prepare(task, scope);
    start = processTimeMs();
    control.begin(start);
    const args = resolveArguments(task, outputs);
    input_hash = hashInput(task, args);
    control.identify(input_hash);
    const refused = operation.arguments.check(args);
    if (refused !== null) throw new TaskFailure('bad_arguments', 'do not fit', refused);

    const { json, value } = callOperation(operation, args, scope.max_output_length);

    const before = processTimeMs();
    const broken = operation.result.check(value);
    if (broken !== null) throw new TaskFailure('bad_result', 'breaks its own schema', broken);
    const violated = schema === null ? null : schema.check(value);
    validated = processTimeMs() - before;
    if (violated !== null) throw new TaskFailure('schema_violation', 'breaks the schema of its task', violated);

    const output_hash = sha256Hex(canonicalJson(value));
    const end = processTimeMs();
    if (end - start > task.max_time_ms) throw new TaskFailure('timeout', String(task.max_time_ms));
    outputs.set(task.id, value);
    const output_bytes = Buffer.byteLength(json);
    const report = { status: 'success' as const, ...times(end), input_hash, output: value, output_hash, output_bytes };
    return { report, json };
  } catch (error) {
    if (!(error instanceof TaskFailure)) {
      if (!(error instanceof RangeError)) throw error;
      // Our own code walks values recursively too; a value that defeats it is the task's doing.
      return failed(new TaskFailure('stack_overflow', error.message), times(processTimeMs()), input_hash);
    }
    return failed(error, times(processTimeMs()), input_hash);
  }
}

type Times = { readonly start_ms: number; readonly end_ms: number; readonly validation_ms: number };

function failed({ kind, message, errors }: TaskFailure, times: Times, input_hash: string | null): TaskRun {
  const report = { status: 'failed' as const, ...times, input_hash, kind, message: clipText(message, 2000), errors };
  return { report, json: null };
}

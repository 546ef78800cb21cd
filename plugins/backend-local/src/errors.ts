import { type Json, MAX_JSON_DEPTH } from '@kora/contracts';
import { defineErrors } from '@kora/plugin-sdk';

/** Faults of the CPU pool itself, not of a task. */
export const poolErrors = defineErrors({
  KORA_POOL_FAILED: {
    type: 'EXECUTION_FAILURE',
    message: ({ reason }: { reason: string }) =>
      `The workers for deterministic tasks cannot start: ${reason}. Run kora doctor, or reinstall the plugin backend-local.`,
  },
  KORA_POOL_CHECK_FAILED: {
    type: 'EXECUTION_FAILURE',
    message: ({ reason }: { reason: string }) =>
      `The schemas and arguments of this graph could not be checked: ${reason}. Simplify its schemas, or try again.`,
  },
  KORA_POOL_CLOSED: {
    type: 'OVERLOADED',
    message: (_: { [key: string]: never }) => 'The local backend is shutting down. Try again when Studio is up.',
  },
});

type TaskFacts = { task_id: string };
/** Failing places with keyword and message, for programs. */
type IssueFacts = { issues: Json };

/** Why a deterministic or aggregation task failed. */
export const operationErrors = defineErrors({
  KORA_TASK_MISSING_VALUE: {
    type: 'VALIDATION_ERROR',
    message: ({ task_id, from }: TaskFacts & { from: string }) =>
      `Task ${task_id} refers to ${from}, but there is no such value. Correct the pointer, or the task that should make it.`,
  },
  KORA_TASK_INPUT_TOO_LARGE: {
    type: 'EXECUTION_FAILURE',
    message: ({ task_id }: TaskFacts) =>
      `The outputs that task ${task_id} depends on are too long together to be handed to one operation. Filter them earlier, or split the task.`,
  },
  KORA_TASK_SCHEMA_VIOLATION: {
    type: 'VALIDATION_ERROR',
    message: ({ task_id, paths }: TaskFacts & IssueFacts & { paths: string }) =>
      `The output of task ${task_id} does not fit its schema at ${paths}. Correct the schema or the task's input.`,
  },
  KORA_TASK_BAD_SCHEMA: {
    type: 'VALIDATION_ERROR',
    message: ({ task_id, reason }: TaskFacts & { reason: string }) =>
      `The schema of task ${task_id} ${reason}. Correct the schema.`,
  },
  KORA_TASK_TIMEOUT: {
    type: 'TIMEOUT',
    message: ({ task_id, max_time_ms }: TaskFacts & { max_time_ms: number }) =>
      `Task ${task_id} took longer than its ${max_time_ms} ms. Raise budget.max_time_ms, or give it less to do.`,
  },
  KORA_TASK_INTERRUPTED: {
    type: 'EXECUTION_FAILURE',
    message: ({ task_id }: TaskFacts) => `Task ${task_id} was stopped because its run ended.`,
  },
  KORA_DEPENDENCY_FAILED: {
    type: 'DEPENDENCY_FAILURE',
    message: ({ task_id, dependency }: TaskFacts & { dependency: string }) =>
      `Task ${task_id} did not run because ${dependency}, which it depends on, failed.`,
  },
  KORA_RUN_TIME_EXHAUSTED: {
    type: 'BUDGET_BREACH',
    message: ({ declared }: TaskFacts & { declared: number }) =>
      `The run took longer than its ${declared} ms. Raise budget.max_total_time_ms, or make the graph smaller.`,
  },
  KORA_OPERATION_UNKNOWN: {
    type: 'EXECUTION_FAILURE',
    message: ({ task_id, operation }: TaskFacts & { operation: string }) =>
      `Task ${task_id} wants operation ${operation}, which no installed plugin has. List them with kora plugins list.`,
  },
  KORA_OPERATION_LIBRARY_FAILED: {
    type: 'EXECUTION_FAILURE',
    message: ({ task_id, reason }: TaskFacts & { reason: string }) =>
      `Task ${task_id} cannot run: ${reason}. Reinstall or remove the plugin that brings this library.`,
  },
  KORA_OPERATION_BAD_ARGUMENTS: {
    type: 'VALIDATION_ERROR',
    message: ({ task_id, operation, paths }: TaskFacts & IssueFacts & { operation: string; paths: string }) =>
      `The arguments of task ${task_id} do not fit ${operation} at ${paths}. Correct input.arguments.`,
  },
  KORA_OPERATION_FAILED: {
    type: 'EXECUTION_FAILURE',
    message: ({ task_id, operation, reason }: TaskFacts & { operation: string; reason: string }) =>
      `Operation ${operation} of task ${task_id} failed: ${reason}`,
  },
  KORA_OPERATION_BAD_RESULT: {
    type: 'EXECUTION_FAILURE',
    message: ({ task_id, operation, reason }: TaskFacts & IssueFacts & { operation: string; reason: string }) =>
      `Operation ${operation} of task ${task_id} gave a result that ${reason}. This is a fault of its library; report it.`,
  },
  KORA_OPERATION_RESULT_TOO_LARGE: {
    type: 'EXECUTION_FAILURE',
    message: ({ task_id, operation, length }: TaskFacts & { operation: string; length: number }) =>
      `Operation ${operation} of task ${task_id} gave ${length} characters of JSON, more than the backend takes. Filter earlier.`,
  },
  KORA_OPERATION_STACK_OVERFLOW: {
    type: 'EXECUTION_FAILURE',
    message: ({ task_id, operation }: TaskFacts & { operation: string }) =>
      `Operation ${operation} of task ${task_id} recursed too deeply. Give it a less nested input.`,
  },
  KORA_OPERATION_CRASHED: {
    type: 'EXECUTION_FAILURE',
    message: ({ task_id, operation, reason }: TaskFacts & { operation: string; reason: string }) =>
      `Operation ${operation} of task ${task_id} took its worker down (${reason}). Most likely it ran out of memory: give it less data.`,
  },
});

/** Why a task that is repeated over a list failed before or after its items; an item's own failure keeps its code. */
export const mapErrors = defineErrors({
  KORA_MAP_NO_LIST: {
    type: 'VALIDATION_ERROR',
    message: ({ task_id, from, found }: TaskFacts & { from: string; found: string }) =>
      `Task ${task_id} is repeated over ${from}, which is ${found} and no list. Correct for_each, or the task that should make a list.`,
  },
  KORA_MAP_TOO_MANY_ITEMS: {
    type: 'VALIDATION_ERROR',
    message: ({ task_id, from, items, max_items }: TaskFacts & { from: string; items: number; max_items: number }) =>
      `Task ${task_id} is repeated over ${from}, which has ${items} items, and declares at most ${max_items}. Nothing of it ran. Raise for_each.max_items, or make the list shorter.`,
  },
  KORA_MAP_RESULT_TOO_LARGE: {
    type: 'EXECUTION_FAILURE',
    message: ({ task_id, size_bytes }: TaskFacts & { size_bytes: number }) =>
      `The outputs of the items of task ${task_id} have ${size_bytes} bytes of JSON together, more than the backend takes. Make each item's output smaller, or the list shorter.`,
  },
  KORA_MAP_RESULT_TOO_DEEP: {
    type: 'EXECUTION_FAILURE',
    message: ({ task_id }: TaskFacts) =>
      `The outputs of the items of task ${task_id} are nested so deeply that their list would be nested more than ${MAX_JSON_DEPTH} levels. Make each item's output flatter.`,
  },
});

/** Wrong settings of this plugin. */
export const settingsErrors = defineErrors({
  KORA_BACKEND_LOCAL_SETTINGS: {
    type: 'VALIDATION_ERROR',
    message: ({ issues }: { issues: readonly { readonly path: string; readonly message: string }[] }) =>
      `plugins.backend-local in studio.json is wrong: ${issues.map(({ path, message }) => `${path} ${message}`).join('; ')}.`,
  },
});

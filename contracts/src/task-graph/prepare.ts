import { type Either, left, right } from 'fp-ts/lib/Either.js';
import { canonicalJson, sha256Hex } from '../codec/canonical.ts';
import { MAX_ISSUES } from '../codec/decode.ts';
import type { Issue } from '../codec/issue.ts';
import type { Budget, PartialBudget } from './budget.ts';
import { checkGraph } from './check.ts';
import type { FrozenGraph, NormalTask, TaskGraph } from './graph.ts';
import { closeObjectSchemas } from './strict-schema.ts';
import type { Task } from './task.ts';

/** What an operation may take when neither its task nor the graph's defaults say, in milliseconds. */
export const DEFAULT_OPERATION_TIME_MS = 10_000;

/** Freezes a JSON value all the way down and returns it. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const key of Object.keys(value)) deepFreeze((value as Record<string, unknown>)[key]);
  }
  return value;
}

function budgetOf(task: Task, defaults: PartialBudget): Budget {
  if (task.type === 'model') {
    const { max_tokens = 0, max_time_ms = 0, max_retries = 0 } = { ...defaults, ...task.budget };
    return { max_retries, max_time_ms, max_tokens };
  }
  // An operation generates nothing and gives the same answer however often it runs: it inherits only the time.
  const {
    max_tokens = 0,
    max_time_ms = defaults.max_time_ms ?? DEFAULT_OPERATION_TIME_MS,
    max_retries = 0,
  } = task.budget ?? {};
  return { max_retries, max_time_ms, max_tokens };
}

/**
 * Fields stand in canonical order, as the hash wants them: putting them in order for every task of a graph took as long as
 * hashing it. So a frozen graph that is printed without white space is, but for what is inside arguments and schemas, the text
 * that its hash names.
 */
function normaliseTask(task: Task, defaults: PartialBudget): NormalTask {
  const { version, id, type, name, for_each, when, routing, metadata } = task;
  const input =
    task.type === 'model' ? task.input : { arguments: task.input.arguments, operation: task.input.operation };
  return {
    budget: budgetOf(task, defaults),
    dependencies: task.dependencies ?? [],
    ...(for_each === undefined ? {} : { for_each }),
    id,
    input,
    ...(metadata === undefined ? {} : { metadata }),
    ...(name === undefined ? {} : { name }),
    on_failure: task.on_failure ?? 'fail',
    ...(task.type === 'model' && task.reuse !== undefined ? { reuse: task.reuse } : {}),
    ...(routing === undefined ? {} : { routing }),
    ...(task.schema === undefined ? {} : { schema: closeObjectSchemas(task.schema) }),
    type,
    version,
    ...(when === undefined ? {} : { when }),
  } as NormalTask;
}

/** What preparing a graph gives: the frozen graph, or every issue found (at most {@link MAX_ISSUES}). */
export type Prepared = Either<readonly Issue[], FrozenGraph>;

/**
 * Layer 2 of the run pipeline, as a pure function: checks a decoded graph, fills in its defaults, freezes it and names it by
 * its hash. Idempotent: preparing a prepared graph gives the same graph and hash.
 */
export function prepareGraph(graph: TaskGraph): Prepared {
  const steps = prepareInSteps(graph);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same in steps, for whoever lets others have their turn in between: each is long for a graph with a megabyte in it. */
export function* prepareInSteps(graph: TaskGraph): Generator<void, Prepared, void> {
  const { issues, order } = checkGraph(graph);
  if (issues.length > 0) return left(issues.slice(0, MAX_ISSUES));
  const defaults = graph.defaults?.budget ?? {};
  const normal = deepFreeze({ ...graph, tasks: graph.tasks.map((task) => normaliseTask(task, defaults)) });
  yield;
  const graph_json = canonicalJson(normal);
  yield;
  const graph_hash = sha256Hex(graph_json);
  return right(Object.freeze({ graph: normal, graph_json, graph_hash, order: Object.freeze(order) }));
}

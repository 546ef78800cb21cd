import type { Issue } from '../codec/issue.ts';
import { KORA_VERSION, versionHas, versionMismatch } from '../version/version.ts';
import type { PartialBudget } from './budget.ts';
import { guardSources } from './evaluate-guard.ts';
import { INDEX, ITEM, MAX_ITEMS } from './for-each.ts';
import { MAX_GRAPH_DEPTH, MAX_TASKS, type TaskGraph } from './graph.ts';
import { type Ordering, orderTasks } from './order.ts';
import { type Report, referencesOf } from './references-of.ts';
import type { Task } from './task.ts';

function checkModelTask(
  task: Extract<Task, { type: 'model' }>,
  defaults: PartialBudget,
  path: string,
  report: Report,
): void {
  const budget = { ...defaults, ...task.budget };
  for (const field of ['max_tokens', 'max_time_ms', 'max_retries'] as const) {
    if (budget[field] !== undefined) continue;
    report(
      `${path}/budget/${field}`,
      'MISSING_BUDGET',
      `model task ${task.id} needs ${field}, here or in defaults.budget`,
    );
  }
  if (budget.max_tokens === 0)
    report(`${path}/budget/max_tokens`, 'OUT_OF_RANGE', 'a model task needs at least 1 token');
  if (task.schema === undefined)
    report(`${path}/schema`, 'MISSING_SCHEMA', `model task ${task.id} needs a schema for its output`);
  if (task.input.messages.length === 0) report(`${path}/input/messages`, 'OUT_OF_RANGE', 'needs at least one message');
}

/** Fields that came after 1.0: a graph that uses one must say so, so that an older Studio refuses it for the right reason. */
function checkLaterFields(task: Task, declared: string, path: string, report: Report): void {
  if (versionHas(declared, '1.1.0')) return;
  const since = `is known since kora_version 1.1.0, and the graph declares ${declared}`;
  if (task.type === 'model' && task.reuse !== undefined) report(`${path}/reuse`, 'UNKNOWN_FIELD', since);
  if (task.for_each !== undefined) report(`${path}/for_each`, 'UNKNOWN_FIELD', since);
}

function checkTask(
  task: Task,
  index: number,
  ids: ReadonlyMap<string, number>,
  defaults: PartialBudget,
  report: Report,
): void {
  const path = `/tasks/${index}`;
  if (versionMismatch(task.version, KORA_VERSION) !== null) {
    report(
      `${path}/version`,
      'VERSION_MISMATCH',
      `task format ${task.version} is not supported; this is KORA ${KORA_VERSION}`,
    );
  }
  if (ids.get(task.id) !== index) report(`${path}/id`, 'DUPLICATE_TASK_ID', `${task.id} is the id of another task`);
  // Outputs are named by the ids of their tasks, and `__proto__` names no member of an object that anybody could read.
  if (task.id === '__proto__') report(`${path}/id`, 'FORBIDDEN_KEY', 'is not allowed; choose another id');
  const declared = new Set<string>();
  for (const [d, dependency] of (task.dependencies ?? []).entries()) {
    const at = `${path}/dependencies/${d}`;
    if (dependency === task.id) report(at, 'SELF_DEPENDENCY', `${task.id} depends on itself`);
    else if (!ids.has(dependency)) report(at, 'UNKNOWN_DEPENDENCY', `there is no task ${dependency}`);
    else if (declared.has(dependency)) report(at, 'DUPLICATE_DEPENDENCY', `${dependency} is listed twice`);
    declared.add(dependency);
  }
  const requireDeclared = (at: string, from: string) => {
    if (declared.has(from)) return;
    const ofItem = from === ITEM || from === INDEX;
    if (!ofItem) report(at, 'UNDECLARED_REFERENCE', `${from} is not among the dependencies of ${task.id}`);
    else if (task.for_each === undefined)
      report(at, 'UNDECLARED_REFERENCE', `${from} has a meaning only in a task with for_each, and ${task.id} has none`);
  };
  for (const [at, from] of referencesOf(task, path, report)) requireDeclared(at, from);
  if (task.when !== undefined) for (const from of guardSources(task.when)) requireDeclared(`${path}/when`, from);
  if (task.for_each !== undefined) requireDeclared(`${path}/for_each`, task.for_each.$from);
  if (task.type === 'model') checkModelTask(task, defaults, path, report);
  else if (typeof task.on_failure === 'object') {
    report(`${path}/on_failure`, 'WRONG_TYPE', 'only a model task can escalate to another model');
  }
}

function checkShape(graph: TaskGraph, ids: ReadonlyMap<string, number>, report: Report): Ordering {
  const vertices = graph.tasks
    .filter((task, index) => ids.get(task.id) === index)
    .map((task) => ({
      id: task.id,
      // Wrong dependencies have their own issues; here they would only hide real cycles behind false ones.
      dependencies: [...new Set(task.dependencies ?? [])].filter((id) => id !== task.id && ids.has(id)),
    }));
  const ordering = orderTasks(vertices);
  for (const cycle of ordering.cycles) {
    report(
      `/tasks/${ids.get(cycle[0] ?? '') ?? 0}/dependencies`,
      'CYCLE',
      `tasks wait for each other: ${cycle.join(' -> ')}`,
    );
  }
  if (ordering.depth > MAX_GRAPH_DEPTH) {
    report('/tasks', 'TOO_DEEP', `the longest chain has ${ordering.depth} tasks; the limit is ${MAX_GRAPH_DEPTH}`);
  }
  return ordering;
}

/** Checks everything about a decoded graph that its types cannot say, and finds its order. Lists all issues, not the first. */
export function checkGraph(graph: TaskGraph): { readonly issues: readonly Issue[]; readonly order: readonly string[] } {
  const issues: Issue[] = [];
  const report: Report = (path, code, message) => issues.push({ path, code, message });
  if (versionMismatch(graph.kora_version, KORA_VERSION) !== null) {
    report(
      '/kora_version',
      'VERSION_MISMATCH',
      `version ${graph.kora_version} is not supported; this is KORA ${KORA_VERSION}`,
    );
  }
  if (graph.tasks.length === 0) report('/tasks', 'NO_TASKS', 'a graph needs at least one task');
  if (graph.tasks.length > MAX_TASKS) {
    report('/tasks', 'TOO_MANY_TASKS', `${graph.tasks.length} tasks; the limit is ${MAX_TASKS}`);
    return { issues, order: [] };
  }
  const items = graph.tasks.reduce((sum, { for_each }) => sum + (for_each?.max_items ?? 0), 0);
  if (items > MAX_ITEMS) {
    report('/tasks', 'TOO_MANY_TASKS', `max_items adds up to ${items} over all tasks; the limit is ${MAX_ITEMS}`);
  }
  const ids = new Map<string, number>();
  for (const [index, task] of graph.tasks.entries()) if (!ids.has(task.id)) ids.set(task.id, index);
  if (graph.tasks.length > 0 && !ids.has(graph.root)) report('/root', 'MISSING_ROOT', `there is no task ${graph.root}`);
  const defaults = graph.defaults?.budget ?? {};
  for (const [index, task] of graph.tasks.entries()) {
    checkTask(task, index, ids, defaults, report);
    checkLaterFields(task, graph.kora_version, `/tasks/${index}`, report);
  }
  return { issues, order: checkShape(graph, ids, report).order };
}

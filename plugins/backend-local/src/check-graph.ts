import type { FrozenGraph, Issue, IssueCode } from '@kora/contracts';
import type { CpuPool } from './pool/cpu-pool.ts';
import type { CheckRequest } from './realm/check-requests.ts';
import type { Operations } from './run/library-set.ts';

/** Issues that are listed for one graph. */
const MAX_ISSUES = 100;

/** Where a request's findings belong: every place of the graph that holds the same text. */
type Places = { readonly code: IssueCode; readonly paths: string[] };

/** Collects what is to be checked, each different text once. */
class Requests {
  readonly list: CheckRequest[] = [];
  readonly places: Places[] = [];
  readonly #known = new Map<string, number>();

  add(request: CheckRequest, code: IssueCode, path: string): void {
    const key = request.kind === 'arguments' ? `${request.operation} ${request.json}` : request.json;
    const known = this.#known.get(key);
    if (known !== undefined) {
      this.places[known]?.paths.push(path);
      return;
    }
    this.#known.set(key, this.list.length);
    this.list.push(request);
    this.places.push({ code, paths: [path] });
  }
}

/**
 * Finds what only the backend can know to be wrong: operations that nobody brings, arguments that their schema refuses
 * whatever the references in them turn out to be, schemas that do not compile. Paths are exact.
 */
export async function checkGraph(
  { graph }: FrozenGraph,
  operations: Operations,
  pool: CpuPool,
  signal: AbortSignal,
): Promise<readonly Issue[]> {
  const issues: Issue[] = [];
  const requests = new Requests();
  for (const [index, task] of graph.tasks.entries()) {
    const path = `/tasks/${index}`;
    if (task.schema !== undefined) {
      requests.add({ kind: 'schema', json: JSON.stringify(task.schema) }, 'BAD_SCHEMA', `${path}/schema`);
    }
    if (task.type === 'model') continue;
    const { operation } = task.input;
    if (operations.byName.has(operation)) {
      const json = JSON.stringify(task.input.arguments);
      requests.add({ kind: 'arguments', operation, json }, 'BAD_ARGUMENTS', `${path}/input/arguments`);
    } else {
      const message = `no installed plugin brings the operation ${operation}${suggestion(operation, operations)}`;
      issues.push({ path: `${path}/input/operation`, code: 'UNKNOWN_OPERATION', message });
    }
  }
  if (requests.list.length > 0) {
    for (const finding of await pool.check(requests.list, operations.set, signal)) {
      const place = requests.places[finding.request];
      for (const path of place?.paths ?? []) {
        if (place !== undefined) issues.push({ path: path + finding.path, code: place.code, message: finding.message });
      }
    }
  }
  return issues.slice(0, MAX_ISSUES);
}

/** An operation of the same group, if there are any, so that a typo is seen at once. */
function suggestion(operation: string, { byName }: Operations): string {
  const group = `${operation.split('.')[0] ?? ''}.`;
  const names = [...byName.keys()].filter((name) => name.startsWith(group)).slice(0, 8);
  return names.length > 0 ? `; there is ${names.join(', ')}` : '';
}

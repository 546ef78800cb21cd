import type { FrozenGraph, Issue, IssueCode } from '@kora/contracts';
import type { CleanRequests } from './clean-requests.ts';
import type { CpuPool } from './pool/cpu-pool.ts';
import type { CheckFinding, CheckRequest } from './realm/check-requests.ts';
import type { Operations } from './run/library-set.ts';
import type { TaskText } from './run/task-texts.ts';

/** Issues that are listed for one graph. */
const MAX_ISSUES = 100;

/** Where a request's findings belong: every place of the graph that holds the same text. */
type Places = { readonly code: IssueCode; readonly paths: string[] };

/** Collects what is to be checked, each different text once. */
class Requests {
  readonly list: CheckRequest[] = [];
  readonly places: Places[] = [];
  readonly #keys: string[] = [];
  readonly #known = new Map<string, number>();
  readonly #clean: CleanRequests;
  readonly #libraries: string;

  constructor(clean: CleanRequests, libraries: string) {
    this.#clean = clean;
    this.#libraries = libraries;
  }

  /** @param key what the finding depends on. */
  add(key: string, request: () => CheckRequest, code: IssueCode, path: () => string): void {
    if (this.#clean.has(this.#libraries, key)) return;
    const known = this.#known.get(key);
    if (known !== undefined) {
      this.places[known]?.paths.push(path());
      return;
    }
    this.#known.set(key, this.list.length);
    this.#keys.push(key);
    this.list.push(request());
    this.places.push({ code, paths: [path()] });
  }

  /** Remembers every request that nothing was found in. */
  remember(findings: readonly CheckFinding[]): void {
    const faulty = new Set(findings.map(({ request }) => request));
    for (const [index, key] of this.#keys.entries()) if (!faulty.has(index)) this.#clean.add(this.#libraries, key);
  }
}

/**
 * Finds what only the backend can know to be wrong: operations that nobody brings, arguments that their schema refuses
 * whatever the references in them turn out to be, schemas that do not compile. Paths are exact.
 */
export async function checkGraph(
  { graph }: FrozenGraph,
  texts: readonly TaskText[],
  operations: Operations,
  { pool, clean }: { readonly pool: CpuPool; readonly clean: CleanRequests },
  signal: AbortSignal,
): Promise<readonly Issue[]> {
  signal.throwIfAborted();
  const issues: Issue[] = [];
  const requests = new Requests(clean, operations.set.key);
  for (const [index, task] of graph.tasks.entries()) {
    const path = `/tasks/${index}`;
    const text = texts[index];
    const schema = text?.schema ?? null;
    if (schema !== null) {
      requests.add(
        schema,
        () => ({ kind: 'schema', json: schema }),
        'BAD_SCHEMA',
        () => `${path}/schema`,
      );
    }
    if (task.type === 'model' || text === undefined) continue;
    const { operation } = task.input;
    if (operations.byName.has(operation)) {
      const json = text.arguments;
      const request = (): CheckRequest => ({ kind: 'arguments', operation, json });
      requests.add(`${operation} ${json}`, request, 'BAD_ARGUMENTS', () => `${path}/input/arguments`);
    } else {
      const message = `no installed plugin brings the operation ${operation}${suggestion(operation, operations)}`;
      issues.push({ path: `${path}/input/operation`, code: 'UNKNOWN_OPERATION', message });
    }
  }
  if (requests.list.length > 0) {
    const findings = await pool.check(requests.list, operations.set, signal);
    requests.remember(findings);
    for (const finding of findings) {
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

import {
  type ExecutionBackend,
  type FrozenGraph,
  type Issue,
  KORA_VERSION,
  type OperationLibrary,
  prepareInSteps,
  type TaskGraph,
  type VersionMismatch,
  versionMismatch,
} from '@kora/contracts';
import { giveWay } from '@kora/plugin-sdk';
import { type Either, left, right } from 'fp-ts/lib/Either.js';

/** Goes through steps to what they come to; others have their turn between long ones. */
async function inTurns<T>(steps: Generator<void, T, void>): Promise<T> {
  for (let began = performance.now(); ; began = await giveWay(began)) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Why a graph was refused. */
export interface Refusal {
  readonly issues: readonly Issue[];
  readonly mismatch: VersionMismatch | null;
}

/** The first major version in a graph that is not ours, if any. */
function mismatchOf(graph: TaskGraph): VersionMismatch | null {
  const declared = [graph.kora_version, ...graph.tasks.map((task) => task.version)];
  return declared.map((version) => versionMismatch(version, KORA_VERSION)).find((found) => found !== null) ?? null;
}

/**
 * Layer 2: everything that can be known to be wrong before anything runs, first by the contract, then by the backend that
 * would run it. Lists all issues.
 */
export async function validateGraph(
  graph: TaskGraph,
  backend: ExecutionBackend,
  operations: readonly OperationLibrary[],
  signal: AbortSignal,
): Promise<Either<Refusal, FrozenGraph>> {
  const prepared = await inTurns(prepareInSteps(graph));
  if (prepared._tag === 'Left') return left({ issues: prepared.left, mismatch: mismatchOf(graph) });
  const issues = await backend.validate(prepared.right, operations, signal);
  return issues.length > 0 ? left({ issues, mismatch: null }) : right(prepared.right);
}

import { decode, type GraphBudget, type JsonObject, taskGraphCodec } from '@kora/contracts';
import fc from 'fast-check';
import type { Case } from './case.ts';
import {
  listArbitrary,
  mappedModelArbitrary,
  mappedOperationArbitrary,
  modelArbitrary,
  operationArbitrary,
  type TaskOptions,
  type TaskPlan,
} from './task-arbitrary.ts';

/** What cases may be like. */
export interface CaseOptions extends TaskOptions {
  readonly max_tasks: number;
  /** Whether runs have ceilings, mostly too low ones. */
  readonly ceilings: boolean;
  readonly cancels: boolean;
  /** Whether a runtime may die for good, which other tasks notice sooner or later. */
  readonly deaths: boolean;
  /** Whether tasks wait for each other; otherwise all are ready at once. */
  readonly chained: boolean;
}

/** Everything at once. */
export const ANYTHING: CaseOptions = {
  models: 'some',
  stalls: true,
  max_tasks: 7,
  ceilings: true,
  cancels: true,
  deaths: true,
  chained: true,
  maps: 'any',
  reuse: false,
};

/** Everything that comes to the same whoever is first: nothing competes, and the clock decides nothing. */
export const CALM: CaseOptions = { ...ANYTHING, ceilings: false, cancels: false, stalls: false, maps: 'apart' };

const ceilings: fc.Arbitrary<GraphBudget> = fc
  .record(
    {
      max_total_tokens: fc.integer({ min: 1, max: 60 }),
      max_model_invocations: fc.integer({ min: 0, max: 4 }),
      max_total_retries: fc.integer({ min: 0, max: 2 }),
      max_total_time_ms: fc.constantFrom(120, 20_000, 20_000),
    },
    { requiredKeys: [] },
  )
  .filter((budget) => Object.keys(budget).length > 0);

/** A task at each place of the graph, which depends on some of those before it. */
function plans(options: CaseOptions): fc.Arbitrary<readonly TaskPlan[]> {
  const { models, max_tasks, chained, maps } = options;
  return fc.integer({ min: 1, max: max_tasks }).chain((size) =>
    fc.tuple(
      ...Array.from({ length: size }, (_, index) => {
        // Ids that do not sort as they depend, so that order by id and order by dependency differ.
        const ids = Array.from({ length: chained ? index : 0 }, (_, other) => idOf(other));
        return fc.subarray(ids, { maxLength: Math.min(3, ids.length) }).chain((dependencies) => {
          const operation = operationArbitrary(idOf(index), dependencies);
          const model = modelArbitrary(idOf(index), dependencies, options);
          const plain = { none: operation, some: fc.oneof(operation, model), all: model }[models];
          if (maps === 'none') return plain;
          if (index === 0) return fc.oneof(plain, listArbitrary(idOf(0)));
          if (!chained) return plain;
          const mapped = [...new Set([idOf(0), ...dependencies])];
          const operations = mappedOperationArbitrary(idOf(index), mapped);
          const questions = mappedModelArbitrary(idOf(index), mapped, options);
          return fc.oneof(
            { weight: 2, arbitrary: plain },
            { none: operations, some: fc.oneof(operations, questions), all: questions }[models],
          );
        });
      }),
    ),
  );
}

const idOf = (index: number) => `${'hbfadcge'[index % 8]}-${index}`;

/** A valid graph as it was written, decoded as a request would be. */
export function graphOf(tasks: readonly JsonObject[], rest: JsonObject = {}): Case['graph'] {
  const root = tasks.at(-1)?.id ?? '';
  const isLater = tasks.some(({ for_each, reuse }) => for_each !== undefined || reuse !== undefined);
  const kora_version = isLater ? '1.1.0' : '1.0.0';
  const decoded = decode(taskGraphCodec, { kora_version, graph_id: 'gate', root, tasks, ...rest });
  if (decoded._tag === 'Left') throw new Error(`no task graph: ${JSON.stringify(decoded.left)}`);
  return decoded.right;
}

/** Random graphs, runtimes, ceilings and moments of cancellation. */
export function caseArbitrary(options: CaseOptions): fc.Arbitrary<Case> {
  const maybe = <T>(wanted: boolean, arbitrary: fc.Arbitrary<T>) =>
    wanted ? fc.option(arbitrary, { nil: undefined, freq: 2 }) : fc.constant(undefined);
  return fc
    .record({
      plans: plans(options),
      graph: maybe(options.ceilings, ceilings),
      budget: maybe(options.ceilings, ceilings),
      cancel_at: maybe(options.cancels, fc.integer({ min: 1, max: 24 })),
    })
    .map(({ plans, graph, budget, cancel_at }) => ({
      graph: graphOf(
        plans.map(({ task }) => task),
        graph === undefined ? {} : { budget: graph as JsonObject },
      ),
      turns: Object.fromEntries(
        plans.map(({ task, turns }) => [String(task.id), turns.filter(({ dies }) => options.deaths || dies !== true)]),
      ),
      ...(budget === undefined ? {} : { budget }),
      ...(cancel_at === undefined ? {} : { cancel_at }),
    }));
}

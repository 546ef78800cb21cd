import * as t from 'io-ts';
import { text } from '../codec/refined.ts';
import { strict } from '../codec/strict.ts';
import { type Budget, graphBudgetCodec, partialBudgetCodec } from './budget.ts';
import { graphIdCodec, taskIdCodec, versionCodec } from './identifiers.ts';
import { type ModelTask, type OnFailure, type OperationTask, taskCodec, taskMetadataCodec } from './task.ts';

/** Most tasks that one graph may have. */
export const MAX_TASKS = 10_000;
/** Longest chain of dependencies that one graph may have, in tasks. */
export const MAX_GRAPH_DEPTH = 1_000;

/** A TaskGraph as it is written and sent. See docs/contracts/task_ir_contract.md. */
export const taskGraphCodec = strict(
  'TaskGraph',
  { kora_version: versionCodec, graph_id: graphIdCodec, root: taskIdCodec, tasks: t.readonlyArray(taskCodec) },
  {
    name: text('GraphName', 256),
    defaults: strict('Defaults', {}, { budget: partialBudgetCodec }),
    budget: graphBudgetCodec,
    metadata: taskMetadataCodec,
  },
);
export type TaskGraph = t.TypeOf<typeof taskGraphCodec>;

type Complete = { readonly dependencies: readonly string[]; readonly budget: Budget; readonly on_failure: OnFailure };

/** A task after normalisation: every default is filled in. */
export type NormalTask =
  | (ModelTask & Complete & { readonly schema: NonNullable<ModelTask['schema']> })
  | (OperationTask & Complete);

/** A validated, normalised, deeply frozen graph and the hash that names it. Only `prepareGraph` makes one. */
export interface FrozenGraph {
  readonly graph: Omit<TaskGraph, 'tasks'> & { readonly tasks: readonly NormalTask[] };
  /** The graph as RFC 8785 canonical JSON. */
  readonly graph_json: string;
  /** SHA-256, in hexadecimal, of `graph_json`. */
  readonly graph_hash: string;
  /** Task ids, every task after its dependencies: by depth, then by id (code unit order). */
  readonly order: readonly string[];
}

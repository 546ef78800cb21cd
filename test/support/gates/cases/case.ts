import type { GraphBudget, TaskGraph } from '@kora/contracts';
import type { UnrulyTurn } from '../engine/unruly-connector.ts';

/** A graph, how the models will behave, and what else happens to the run. */
export interface Case {
  readonly graph: TaskGraph;
  /** Turns of each model task, in the order in which it asks; the last one repeats. */
  readonly turns: Readonly<Record<string, readonly UnrulyTurn[]>>;
  /** Ceilings of the request. */
  readonly budget?: GraphBudget;
  /** Cancels the run when its log has so many events. */
  readonly cancel_at?: number;
}

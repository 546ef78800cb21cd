import type { Json } from '../../../codec/json.ts';
import type { Budget } from '../../../task-graph/budget.ts';
import type { TaskGraph } from '../../../task-graph/graph.ts';
import type { ModelParameters } from '../../../task-graph/task.ts';

export const TASK_PLANNER_SPEC_VERSION = '1.0';

/**
 * `auto`: computed where all is understood, a model for the rest. `deterministic_only`: no model is ever asked.
 * `model_planned`: a model writes the graph from the list of operations; its call counts.
 */
export const PLANNING_MODES = ['auto', 'deterministic_only', 'model_planned'] as const;
export type PlanningMode = (typeof PLANNING_MODES)[number];

/** A text that came with a message. */
export interface PlanAttachment {
  readonly name: string;
  readonly media_type: string;
  readonly text: string;
}

/** The model that the person chose, as far as a plan depends on it. */
export interface PlanModel {
  readonly model_id: string;
  readonly connector: string | null;
  /** Null when the runtime does not say. */
  readonly context_tokens: number | null;
}

/** A chat message to plan for. The clock is read once, by the caller, and travels in the request so that plans replay. */
export interface PlanRequest {
  readonly message: string;
  /** Oldest first, without the message itself. */
  readonly history: readonly { readonly role: 'user' | 'assistant'; readonly content: string }[];
  readonly attachments: readonly PlanAttachment[];
  /** BCP 47, such as en-GB. */
  readonly locale: string;
  /** IANA, such as Europe/Berlin. */
  readonly time_zone: string;
  /** RFC 3339. */
  readonly now: string;
  readonly mode: PlanningMode;
  /** Null when there is no model to ask. */
  readonly model: PlanModel | null;
  /** What one model task of the plan may spend. */
  readonly budget: Budget;
  readonly parameters: ModelParameters;
  /** Whether validated answers to exactly the same question may be taken again. */
  readonly reuse: boolean;
  /** Said to a model before everything else. */
  readonly system_prompt?: string;
}

/** Something that a person should know of a plan, such as history that was left out. */
export interface PlanNote {
  /** A lower-case word with underscores, such as `history_trimmed`. */
  readonly code: string;
  /** One sentence. */
  readonly message: string;
  readonly details: { readonly [key: string]: Json };
}

/**
 * What came of planning. The root of the graph gives a text in Markdown (a string), or an object `{ text, values }`, in which
 * `values` lists the computed answers, one for each part of the message, for programs.
 */
export type Plan =
  | { readonly kind: 'graph'; readonly graph: TaskGraph; readonly notes: readonly PlanNote[] }
  /** A model is to plan first: what the root of this graph gives goes to `decode` of the same planner. */
  | { readonly kind: 'planning'; readonly graph: TaskGraph; readonly notes: readonly PlanNote[] }
  /** Not computable, and there is no model or none may be asked; the message says which. */
  | { readonly kind: 'needs_model'; readonly message: string };

/**
 * What a planner makes of a plan that a model wrote: a graph, which is as little trusted as a stranger's, or each reason why there
 * is none.
 */
export type DecodedPlan =
  | { readonly kind: 'graph'; readonly graph: TaskGraph; readonly notes: readonly PlanNote[] }
  | { readonly kind: 'refused'; readonly reasons: readonly string[] };

/** Turns a message into a TaskGraph, or declines with null so that another planner may try. */
export interface TaskPlanner {
  readonly id: string;
  readonly specVersion: typeof TASK_PLANNER_SPEC_VERSION;
  plan(request: PlanRequest, signal: AbortSignal): Promise<Plan | null>;
  /** Needed of planners that answer `planning`. `answer` is what the root of that graph gave, `request` as it was planned with. */
  decode?(answer: Json, request: PlanRequest, signal: AbortSignal): Promise<DecodedPlan>;
}

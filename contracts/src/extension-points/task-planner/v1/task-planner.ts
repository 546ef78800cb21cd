import type { TaskGraph } from '../../../task-graph/graph.ts';

export const TASK_PLANNER_SPEC_VERSION = '1.0';

/** A chat message to plan for. The clock is read once, by the caller, and travels in the request so that plans replay. */
export interface PlanRequest {
  readonly message: string;
  readonly history: readonly { readonly role: 'user' | 'assistant'; readonly content: string }[];
  readonly attachments: readonly { readonly name: string; readonly media_type: string; readonly text: string }[];
  readonly locale: string;
  readonly time_zone: string;
  /** RFC 3339. */
  readonly now: string;
}

/** Turns a message into a TaskGraph, or declines so that another planner may try. */
export interface TaskPlanner {
  readonly id: string;
  readonly specVersion: typeof TASK_PLANNER_SPEC_VERSION;
  plan(request: PlanRequest, signal: AbortSignal): Promise<TaskGraph | null>;
}

import type { ChatMessage, Conversation } from './conversation.ts';

/** Where a running answer stands, for a line below it. */
export type AnswerProgress = {
  readonly tasks_done: number;
  readonly tasks_total: number;
  /** Names of tasks at work, for people; at most three. */
  readonly running: readonly string[];
  /** Place in the line for a model or, before that, for the run to begin; 1 is next, null when nothing waits. */
  readonly queue_position: number | null;
  /** The model that its runtime is loading into memory, before it can answer; absent when none is. */
  readonly loading_model?: string;
};

/**
 * What `GET /conversations/{id}/events` (server-sent events, named by `type`) tells. It begins with one `message` for each
 * answer that is being made, complete so far, and its `progress`, so whoever attaches late or again has all; deltas follow without a gap.
 */
export type ChatEvent =
  | { readonly type: 'message'; readonly message: ChatMessage }
  | { readonly type: 'delta'; readonly message_id: string; readonly kind: 'answer' | 'thinking'; readonly text: string }
  /** The text so far is void, because an attempt failed and another begins. */
  | { readonly type: 'restart'; readonly message_id: string; readonly reason: string }
  | { readonly type: 'progress'; readonly message_id: string; readonly progress: AnswerProgress }
  | { readonly type: 'conversation'; readonly conversation: Conversation };

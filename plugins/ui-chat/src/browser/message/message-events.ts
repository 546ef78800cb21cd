import type { ChatSettings } from '@kora/contracts';
import type { NextStep } from './next-steps.ts';
import type { RaisedBudget } from './raised-budget.ts';

/** What can be done with a message; the chat listens for `kora-act`. */
export type MessageAction =
  | { readonly type: 'regenerate'; readonly message_id: string; readonly model?: ChatSettings['model'] }
  | { readonly type: 'edit'; readonly message_id: string; readonly content: string }
  | { readonly type: 'show'; readonly message_id: string }
  | { readonly type: 'raise'; readonly message_id: string; readonly raised: RaisedBudget }
  | { readonly type: 'step'; readonly step: Exclude<NextStep, 'retry' | 'raise'> };

/** Fired by messages, through every shadow root in between. */
export class MessageActionEvent extends CustomEvent<MessageAction> {
  constructor(detail: MessageAction) {
    super('kora-act', { detail, bubbles: true, composed: true });
  }
}

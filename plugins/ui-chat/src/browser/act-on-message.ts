import { messageOf, ownSettings, type UiHost } from '@kora/plugin-sdk/ui';
import type { MessageAction } from './message/message-events.ts';
import type { RaisedBudget } from './message/raised-budget.ts';
import type { ChatSession } from './state/chat-session.ts';

/** Goes where an error card leads. */
export function takeStep(host: UiHost, { step }: Extract<MessageAction, { type: 'step' }>): void {
  if (step === 'model' || step === 'choose') host.navigate('models');
  else if (step === 'new') host.runCommand('chat.new');
  else host.openSettings('conversation');
}

/** Gives the conversation on screen a larger budget, and says so with the way to another one. @returns whether it has it */
async function raiseBudget(host: UiHost, { budget, amount }: RaisedBudget): Promise<boolean> {
  try {
    await host.changeOwnSettings({ ...ownSettings(host.state.value), budget });
  } catch (error) {
    host.notify({ text: `The budget was not raised. ${messageOf(error)}`, tone: 'error' });
    return false;
  }
  const action = { label: 'Change…', run: () => host.openSettings('conversation') };
  host.notify({ text: `Answers in this conversation may now use up to ${amount} each.`, action });
  return true;
}

/** Does what somebody wants of a message. What goes wrong with it is told by the session. */
export async function actOnMessage(
  host: UiHost,
  session: ChatSession,
  action: Exclude<MessageAction, { type: 'step' }>,
): Promise<void> {
  const { message_id } = action;
  if (action.type === 'edit') await session.edit(message_id, action.content);
  else if (action.type === 'show') await session.show(message_id);
  else if (action.type === 'regenerate') await session.regenerate(message_id, action.model);
  else if (await raiseBudget(host, action.raised)) await session.regenerate(message_id);
}

import { messageOf, ownSettings, type UiHost } from '@kora/plugin-sdk/ui';
import type { MessageAction } from './message/message-events.ts';
import type { RaisedBudget } from './message/raised-budget.ts';

/** Goes where an error card leads. */
export function takeStep(host: UiHost, { step }: Extract<MessageAction, { type: 'step' }>): void {
  if (step === 'model' || step === 'choose') host.navigate('models');
  else if (step === 'new') host.runCommand('chat.new');
  else host.openSettings('conversation');
}

/** Gives the conversation on screen a larger budget, and says so with the way to another one. @returns whether it has it */
export async function raiseBudget(host: UiHost, { budget, amount }: RaisedBudget): Promise<boolean> {
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

import type { ChatMessage } from '@kora/contracts';
import type { UiCommand, UiHost } from '@kora/plugin-sdk/ui';
import type { KoraComposer } from './composer/kora-composer.ts';
import { lastCode } from './message/last-code.ts';
import type { ChatSession } from './state/chat-session.ts';

/** What the commands of the chat work on. */
export interface CommandedChat {
  readonly host: UiHost;
  readonly session: ChatSession | null;
  readonly composer: KoraComposer | null;
  /** Opens the last message of the user for a change; false when there is none. */
  editLast(): boolean;
}

/** What can be done in the chat by key. */
export function chatCommands(chat: CommandedChat): readonly UiCommand[] {
  const { host } = chat;
  const lastAnswer = (fits: (message: ChatMessage) => boolean) =>
    chat.session?.state.messages.findLast((message) => message.role === 'assistant' && fits(message));
  const copy = (text: string | null | undefined, what: string) => {
    if (text == null || text === '') return false;
    navigator.clipboard.writeText(text).then(
      () => host.notify({ text: `${what} was copied.` }),
      () => host.notify({ text: 'The browser did not allow copying.', tone: 'error' }),
    );
    return true;
  };
  const focus = () => {
    const { panel, path } = host.state.value.route;
    host.navigate('chat', panel === 'chat' ? path : '');
    requestAnimationFrame(() => chat.composer?.focusField());
    return true;
  };
  const forget = () => {
    chat.composer?.forget();
    return true;
  };
  const copyAnswer = () => copy(lastAnswer(({ content }) => content !== '')?.content, 'The last answer');
  const copyCode = () => {
    const answer = lastAnswer(({ content }) => lastCode(content) !== null);
    return copy(answer && lastCode(answer.content), 'The last code');
  };
  return [
    { id: 'chat.stop', title: 'Stop the answer', keys: 'Escape', run: () => chat.session?.stop() ?? false },
    { id: 'chat.focus', title: 'Go to the input', keys: 'Mod+Shift+L', run: focus },
    { id: 'chat.copy', title: 'Copy the last answer', keys: 'Mod+Shift+Y', run: copyAnswer },
    { id: 'chat.copy-code', title: 'Copy the last code', keys: 'Alt+C', run: copyCode },
    { id: 'chat.edit', title: 'Edit your last message', keys: 'Alt+ArrowUp', run: () => chat.editLast() },
    { id: 'chat.forget', title: 'Forget what was written and not sent', keys: '', run: forget },
  ];
}

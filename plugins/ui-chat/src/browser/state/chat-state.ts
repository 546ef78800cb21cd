import type { AnswerProgress, ChatEvent, ChatMessage, MessageAccepted, MessageList } from '@kora/contracts';

/** What is known of the conversation on screen. */
export interface ChatState {
  /** The shown branch, oldest first, as far as it was read. */
  readonly messages: readonly ChatMessage[];
  /** What the page before these is asked with; null when they begin the conversation. */
  readonly next_before: string | null;
  /** Where answers stand that are being made, by message. */
  readonly progress: ReadonlyMap<string, AnswerProgress>;
  /** Messages that stood here and gave way to another branch; news of them must not bring them back. */
  readonly hidden: ReadonlySet<string>;
  /** Something was told that does not fit what is known; the branch has to be read again. */
  readonly stale: boolean;
}

export const EMPTY_CHAT: ChatState = {
  messages: [],
  next_before: null,
  progress: new Map(),
  hidden: new Set(),
  stale: false,
};

/** What changes the state, besides the conversation's own events. */
export type ChatAction =
  | ChatEvent
  /** The newest page was read; it takes the place of everything but what is newer. */
  | { readonly type: 'page'; readonly page: MessageList }
  | { readonly type: 'older'; readonly page: MessageList }
  | { readonly type: 'accepted'; readonly accepted: MessageAccepted };

/** An answer that is still being made. */
export function isOpen(message: ChatMessage): boolean {
  return message.answer?.state === 'planning' || message.answer?.state === 'running';
}

/** The answer that is being made at the end of the branch. */
export function openAnswer(state: ChatState): ChatMessage | undefined {
  return state.messages.findLast(isOpen);
}

function withMessage(state: ChatState, message: ChatMessage): ChatState {
  const { messages, hidden } = state;
  const at = messages.findLastIndex(({ message_id }) => message_id === message.message_id);
  if (at >= 0) return { ...state, messages: messages.with(at, message) };
  if (hidden.has(message.message_id)) return state;
  const parent = messages.findLastIndex(({ message_id }) => message_id === message.parent_id);
  if (parent < 0 && message.parent_id !== null) return { ...state, stale: true };
  const gone = messages.slice(parent + 1).map(({ message_id }) => message_id);
  return { ...state, messages: [...messages.slice(0, parent + 1), message], hidden: new Set([...hidden, ...gone]) };
}

function change(state: ChatState, id: string, edit: (message: ChatMessage) => ChatMessage): ChatState {
  const at = state.messages.findLastIndex(({ message_id }) => message_id === id);
  const message = state.messages[at];
  return message === undefined ? state : { ...state, messages: state.messages.with(at, edit(message)) };
}

function withText(message: ChatMessage, kind: 'answer' | 'thinking', text: string): ChatMessage {
  if (kind === 'answer') return { ...message, content: message.content + text };
  const { answer } = message;
  return answer === null ? message : { ...message, answer: { ...answer, thinking: answer.thinking + text } };
}

function withoutText(message: ChatMessage): ChatMessage {
  const { answer } = message;
  return { ...message, content: '', answer: answer === null ? null : { ...answer, thinking: '' } };
}

function known(state: ChatState, message: ChatMessage): boolean {
  return state.messages.some(({ message_id }) => message_id === message.message_id);
}

/** An answer was being made when a page was read: what the stream has told of it since then is newer than the page. */
function withNewer(state: ChatState, read: ChatMessage): ChatMessage {
  const newer = isOpen(read) ? state.messages.find(({ message_id }) => message_id === read.message_id) : undefined;
  return newer === undefined ? read : { ...read, content: newer.content, answer: newer.answer };
}

function withPage(state: ChatState, { messages: read, next_before }: MessageList): ChatState {
  const messages = read.map((message) => withNewer(state, message));
  const shown = new Set(messages.map(({ message_id }) => message_id));
  const gone = state.messages.map(({ message_id }) => message_id).filter((id) => !shown.has(id));
  const hidden = new Set([...state.hidden, ...gone].filter((id) => !shown.has(id)));
  return { ...state, messages, next_before, hidden, stale: false };
}

/** Folds one thing that happened into what is known. Pure: nothing of `state` is changed in place. */
export function reduce(state: ChatState, action: ChatAction): ChatState {
  switch (action.type) {
    case 'page':
      return withPage(state, action.page);
    case 'older': {
      const { messages, next_before } = action.page;
      const fresh = messages.filter((message) => !known(state, message));
      return { ...state, messages: [...fresh, ...state.messages], next_before };
    }
    case 'accepted': {
      // The stream may have told of them already, and then it knows more than this answer does.
      const { user, answer } = action.accepted;
      return [user, answer].reduce(
        (next, message) => (known(next, message) ? next : withMessage(next, message)),
        state,
      );
    }
    case 'message': {
      const next = withMessage(state, action.message);
      if (isOpen(action.message) || !next.progress.has(action.message.message_id)) return next;
      const progress = new Map(next.progress);
      progress.delete(action.message.message_id);
      return { ...next, progress };
    }
    case 'delta':
      return change(state, action.message_id, (message) => withText(message, action.kind, action.text));
    case 'restart':
      return change(state, action.message_id, withoutText);
    case 'progress':
      return { ...state, progress: new Map(state.progress).set(action.message_id, action.progress) };
    case 'conversation':
      return state;
  }
}

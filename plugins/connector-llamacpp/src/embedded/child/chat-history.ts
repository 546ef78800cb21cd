import type { PlainMessage } from '@kora/contracts';
import type { ChatHistoryItem } from 'node-llama-cpp';

/**
 * The messages as node-llama-cpp's history, whose last item is the answer to write. A last message of the assistant is
 * continued, as llama-server does it.
 */
export function toChatHistory(messages: readonly PlainMessage[]): ChatHistoryItem[] {
  const history = messages.map(({ role, content }): ChatHistoryItem => {
    if (role === 'assistant') return { type: 'model', response: [content] };
    return { type: role, text: content };
  });
  return messages.at(-1)?.role === 'assistant' ? history : [...history, { type: 'model', response: [] }];
}

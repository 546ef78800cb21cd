import type { ChatMessage } from '@kora/contracts';

const MOST = 600;

/** What a screen reader says when an answer has ended. */
export function spokenAnswer({ content, answer }: ChatMessage): string {
  if (answer?.error) return `No answer: ${answer.error.message}`;
  if (answer?.state === 'cancelled') return 'The answer was stopped.';
  const text = content
    .replaceAll(/[`*_#|>]+/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return text.length > MOST ? `Answer: ${text.slice(0, MOST)} … The answer goes on.` : `Answer: ${text}`;
}

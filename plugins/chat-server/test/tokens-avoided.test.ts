import type { PlanNote } from '@kora/contracts';
import t from 'tap';
import { tokensAvoided } from '../src/answering/tokens-avoided.ts';

const QUESTION = {
  message: 'four',
  history: [
    { role: 'user', content: 'a'.repeat(1_000) },
    { role: 'assistant', content: 'b'.repeat(100) },
  ],
  attachments: [{ name: 'log.txt', media_type: 'text/plain', text: 'c'.repeat(500) }],
  locale: 'en',
  time_zone: 'UTC',
  now: '2026-01-01T00:00:00Z',
  system_prompt: '',
  budget: { max_tokens: 1, max_time_ms: 1, max_retries: 0 },
  parameters: {},
  reuse: false,
} as const;
/** Counts characters. */
const models = {
  list: async () => ({ models: [], connectors: [] }),
  default: null,
  countTokens: async (_: unknown, text: string) => ({ tokens: text.length, source: 'counted' as const }),
};

t.test('what was left out because it found no room is no merit', async (t) => {
  const avoided = async (notes: readonly PlanNote[]) => {
    const { signal } = new AbortController();
    return (await tokensAvoided(QUESTION, notes, null, 50, models, signal)).tokens_avoided;
  };
  const note = (code: string, details: PlanNote['details']): PlanNote => ({ code, message: 'Told.', details });
  const whole = 1_000 + 100 + 500 + 4 + 3;
  t.equal(await avoided([]), whole - 50);
  t.equal(await avoided([note('data_summarised', {})]), whole - 50);
  t.equal(await avoided([note('history_trimmed', { messages_left_out: 1 })]), whole - 1_001 - 50);
  const cut = { name: 'log.txt', characters_left_out: 400 };
  t.equal(await avoided([note('attachment_excerpted', cut)]), whole - 400 - 50);
  t.equal(await avoided([note('attachment_excerpted', { ...cut, name: 'other.txt' })]), whole - 50);
  for (const strange of ['7', -1, null, Number.NaN])
    t.equal(await avoided([note('history_trimmed', { messages_left_out: strange })]), whole - 50, String(strange));
  t.equal(await avoided([note('history_trimmed', { messages_left_out: 9 })]), 500 + 4 + 1 - 50);
});

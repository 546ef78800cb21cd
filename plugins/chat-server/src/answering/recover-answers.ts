import type { Logger, RunStarter } from '@kora/plugin-sdk';
import type { MessageStore } from '../store/message-store.ts';
import { endAnswer, type KeptAnswer } from './answer-state.ts';

/** What a run came to, when it did come to its end before Studio could keep it. */
async function finished(kept: KeptAnswer, runs: RunStarter): Promise<KeptAnswer | null> {
  const { run_id } = kept.answer;
  const outcome = run_id === null ? null : await runs.outcome(run_id);
  if (outcome === null || outcome.telemetry.status !== 'success' || outcome.final_output === undefined) return null;
  const { telemetry, final_output } = outcome;
  return endAnswer(kept, { status: 'success', error: null, telemetry, final_output });
}

/** Ends the answers that were being made when Studio ended without a word: as their run did, or as interrupted. */
export async function recoverAnswers(messages: MessageStore, runs: RunStarter, log: Logger): Promise<void> {
  const unfinished = messages.unfinished();
  let completed = 0;
  for (const { message_id, content, answer } of unfinished) {
    const ended = await finished({ content, answer }, runs);
    if (ended !== null) completed++;
    messages.update(message_id, ended?.content ?? content, ended?.answer ?? { ...answer, state: 'interrupted' });
  }
  if (unfinished.length === 0) return;
  log.warn('answers were being made when Studio ended', {
    completed,
    interrupted: unfinished.length - completed,
  });
}

import { setTimeout as sleep } from 'node:timers/promises';
import { type RuntimeList, runtimeListCodec } from '@kora/contracts';
import type { StudioClient } from '../../client/studio-client.ts';

/** How long to wait for runtimes that are slow: a diagnosis should be right, even if it takes a moment. */
export const PATIENCE = 'wait_ms=5000';
const SECOND_LOOK_MS = 1500;

/**
 * Who runs. Whoever has not said yet who he is gets a second chance: a Studio that has just started on a busy computer gives up
 * early, and knows a moment later.
 */
export async function lookAtRuntimes(client: StudioClient): Promise<RuntimeList> {
  const look = () => client.get(`/runtimes?${PATIENCE}`, runtimeListCodec);
  const first = await look();
  const isClear =
    first.others.every(({ answered }) => answered) &&
    first.runtimes.every(({ runtime }) => runtime.status !== 'not_answering');
  if (isClear) return first;
  await sleep(SECOND_LOOK_MS);
  return look();
}

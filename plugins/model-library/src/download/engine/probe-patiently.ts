import { InterruptedTransfer } from '../transfer/faults.ts';
import { probeRemote, type RemoteFile } from '../transfer/probe-remote.ts';
import { isTemporary, pause, retryDelay } from '../transfer/retry.ts';
import type { DownloadContext } from './download-context.ts';

/**
 * Asks where a file lies and what it is now, and asks again while the fault may pass.
 * @throws InterruptedTransfer, what probeRemote throws, the signal's reason
 */
export async function probePatiently(
  url: URL,
  { client, hub, tuning, random }: DownloadContext,
  signal: AbortSignal,
): Promise<RemoteFile> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await probeRemote(client, url, hub, signal);
    } catch (error) {
      if (signal.aborted || !isTemporary(error)) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      if (attempt >= tuning.retry.attempts) throw new InterruptedTransfer(attempt, reason, error);
      await pause(retryDelay(attempt, tuning.retry, error, random), signal);
    }
  }
}

import { decode } from '@kora/contracts';
import { isKoraError } from '@kora/plugin-sdk';
import type { StudioClient } from '../../client/studio-client.ts';
import type { Environment } from '../environment.ts';
import { printable } from '../output/table.ts';
import { type Download, downloadCodec } from './answers.ts';
import { downloadLine } from './download-line.ts';
import { StatusLine } from './status-line.ts';

/** States in which only a Studio that has ended leaves a download. */
export const LEFT_BEHIND: ReadonlySet<string> = new Set(['downloading', 'verifying', 'interrupted']);

/**
 * Follows a download to its end, or until the person interrupts it, which pauses it.
 * @returns its last state; one of {@link LEFT_BEHIND} when the Studio that downloaded it has ended
 */
export async function followDownload(
  client: StudioClient,
  id: string,
  environment: Environment,
): Promise<Download | null> {
  const { terminal, interruptions } = environment;
  const line = new StatusLine(terminal);
  const told = new Set<string>();
  let interrupted = false;
  interruptions.onRequest(() => {
    interrupted = true;
    // The stream says that it is paused; should that fail, Studio keeps what there is when it ends.
    client.post(`/models/downloads/${id}/pause`, {}, downloadCodec).catch(() => {});
  });
  let last: Download | null = null;
  try {
    for await (const { data } of client.events(`/models/downloads/${id}/events`)) {
      const decoded = decode(downloadCodec, data);
      if (decoded._tag === 'Left') continue;
      last = decoded.right;
      for (const { message } of last.notices) {
        if (told.has(message)) continue;
        told.add(message);
        line.clear();
        terminal.say(printable(message));
      }
      if (interrupted && last.state === 'paused') break;
      line.show(downloadLine(last));
    }
  } catch (error) {
    // Killed, or closed by the command that had started it.
    if (last === null || !isKoraError(error) || error.code !== 'KORA_LAUNCHER_UNREACHABLE') throw error;
  }
  line.clear();
  // Studio ended before it could say so; it keeps what there is, and nobody wants it to go on.
  if (interrupted && last !== null && LEFT_BEHIND.has(last.state)) return { ...last, state: 'paused' };
  return last;
}

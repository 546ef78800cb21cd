import { isRecord } from '@kora/contracts';
import { getModuleVersion } from 'node-llama-cpp';
import type { ChildMessage, ChildRequest } from '../child-protocol.ts';
import { ModelHost } from './model-host.ts';

const KINDS = { generate: 1, count: 1, embed: 1, unload: 1, abort: 1 } satisfies Record<ChildRequest['type'], 1>;

/** Only the parent can write to this channel, and it runs the same version of this plugin, so the kind is proof enough. */
function isRequest(message: unknown): message is ChildRequest {
  return isRecord(message) && Object.hasOwn(KINDS, String(message.type)) && typeof message.id === 'number';
}

/** Ends without asking native threads, which may be deep in a computation. Nothing here outlives the process anyway. */
function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

function send(message: ChildMessage): void {
  // A failed send means that the parent is gone; `disconnect` follows.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

const host = new ModelHost(send, (level, message) => {
  if (level !== 'debug') send({ type: 'log', level, message: message.slice(0, 2000).toWellFormed() });
});
process.on('disconnect', die);
process.on('message', (message) => {
  if (isRequest(message)) host.accept(message);
});
send({ type: 'ready', version: `node-llama-cpp ${await getModuleVersion()}` });

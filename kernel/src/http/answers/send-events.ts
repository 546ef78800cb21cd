import type { ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Logger } from '@kora/plugin-sdk';
import type { StreamEvent } from './answer.ts';
import { documentedError, type ErrorPlace, errorBody } from './error-answer.ts';
import { isLong } from './json-pieces.ts';
import { printJson } from './print-json.ts';

export interface EventStreamOptions {
  /** Ends the stream; its reason, where it is a KoraError, is the last event. */
  readonly signal: AbortSignal;
  readonly heartbeat_ms: number;
  readonly stall_ms: number;
  readonly place: ErrorPlace;
  readonly logger: Logger;
}

/** Rejects with the signal's reason when it aborts before the promise settles; leaves no listener behind. */
function unlessAborted<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  if (signal.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** Waits until the reader has taken what was written, or drops it: memory for one reader is one buffer and one event. */
function drained(response: ServerResponse, stall_ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => response.destroy(), stall_ms);
    const done = () => {
      clearTimeout(timer);
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.once('drain', done).once('close', done);
  });
}

const headOf = ({ event, id }: StreamEvent) => `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: `;

const encode = (event: StreamEvent): string => `${headOf(event)}${JSON.stringify(event.data) ?? 'null'}\n\n`;

/** Writes an event, all of it at once, so that no heartbeat comes in between. @returns false when the reader must be waited for. */
async function write(response: ServerResponse, event: StreamEvent): Promise<boolean> {
  if (!isLong(event.data)) return response.write(encode(event));
  const parts = await printJson(event.data);
  response.write(headOf(event));
  for (const part of parts) response.write(part);
  return response.write('\n\n');
}

/**
 * Sends named server-sent events (WHATWG HTML, section 9.2) until the source ends, the client goes, or the signal aborts.
 * The source is asked for the next event only when the last one has left. A fault becomes a last event named `error`.
 */
export async function sendEvents(
  response: ServerResponse,
  events: AsyncIterable<StreamEvent>,
  { signal, heartbeat_ms, stall_ms, place, logger }: EventStreamOptions,
): Promise<void> {
  response.setHeader('Content-Type', 'text/event-stream; charset=utf-8');
  // A stream that has ended must not leave an idle connection behind that a shutdown would wait for.
  response.setHeader('Connection', 'close');
  response.writeHead(200).flushHeaders();
  const heartbeat = setInterval(() => response.writableNeedDrain || response.write(': still here\n\n'), heartbeat_ms);
  const iterator = events[Symbol.asyncIterator]();
  try {
    for (let sent = 0; ; sent++) {
      // A source that has everything ready would keep the process from everything else.
      if (sent % 64 === 63) await nextTurn();
      const next = await unlessAborted(signal, iterator.next());
      if (next.done) break;
      if (!(await write(response, next.value))) await drained(response, stall_ms);
    }
  } catch (error) {
    // Not awaited: a source that hangs in its own work never comes to its end.
    void Promise.resolve(iterator.return?.()).catch((fault) => documentedError(fault, place, logger));
    if (!response.destroyed) {
      response.write(encode({ event: 'error', data: errorBody(documentedError(error, place, logger)) }));
    }
  } finally {
    clearInterval(heartbeat);
    response.end();
  }
}

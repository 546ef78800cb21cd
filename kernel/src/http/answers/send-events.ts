import type { ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Logger, unlessAborted } from '@kora/plugin-sdk';
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

/** Events that follow each other within this many milliseconds may share a packet. */
const SHARED_MS = 2;

/** Writes events of one stream. */
class EventWriter {
  readonly #response: ServerResponse;
  #sentAt = Number.NEGATIVE_INFINITY;
  #isFirstTurn = true;
  #hasHead = false;

  /**
   * The head waits for the end of this turn and leaves with whatever there is to tell by then: each packet wakes its reader, and
   * on few cores a run that has only just begun would wait for that.
   */
  constructor(response: ServerResponse) {
    this.#response = response;
    setImmediate(() => {
      this.#isFirstTurn = false;
      if (!this.#hasHead && !response.writableEnded) response.flushHeaders();
    });
  }

  /** Writes an event, all of it at once, so that no heartbeat comes in between. @returns false when the reader must be waited for. */
  async write(event: StreamEvent): Promise<boolean> {
    this.#hasHead = true;
    if (!isLong(event.data)) return this.#send(encode(event));
    const parts = await printJson(event.data);
    this.#response.write(headOf(event));
    for (const part of parts) this.#response.write(part);
    return this.#response.write('\n\n');
  }

  /**
   * Node holds back what is written in one turn until all promises that can go on have gone on, and a source that has a lot ready can
   * keep that up for long: the first of several leaves at once.
   */
  #send(piece: string): boolean {
    if (this.#isFirstTurn) return this.#response.write(piece);
    const now = performance.now();
    if (now - this.#sentAt < SHARED_MS) return this.#response.write(piece);
    this.#sentAt = now;
    this.#response.cork();
    const goesOn = this.#response.write(piece);
    this.#response.uncork();
    return goesOn;
  }
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
  response.writeHead(200);
  const heartbeat = setInterval(() => response.writableNeedDrain || response.write(': still here\n\n'), heartbeat_ms);
  const iterator = events[Symbol.asyncIterator]();
  const writer = new EventWriter(response);
  try {
    for (let sent = 0; ; sent++) {
      // A source that has everything ready would keep the process from everything else.
      if (sent % 64 === 63) await nextTurn();
      const next = await unlessAborted(iterator.next(), signal);
      if (next.done) break;
      if (!(await writer.write(next.value))) await drained(response, stall_ms);
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

import type { IncomingMessage } from 'node:http';
import { errorBodyCodec } from '@kora/contracts';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { decodeAnswer, errorOf, parseAnswer } from './read-answer.ts';
import { unreachable } from './send.ts';

/** One named event of a stream; `data` is JSON that is still to be decoded. */
export interface StreamEvent {
  readonly event: string;
  readonly data: unknown;
}

/**
 * Reads server-sent events until the stream ends. Leaving early closes the connection.
 * @throws the KoraError of an event named `error`; KORA_LAUNCHER_UNREACHABLE when the connection breaks.
 */
export async function* readEvents(url: string, response: IncomingMessage): AsyncGenerator<StreamEvent> {
  const arrived: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (message) => arrived.push(message) });
  response.setEncoding('utf8');
  try {
    for await (const chunk of response) {
      parser.feed(chunk);
      for (const { event = 'message', data } of arrived.splice(0)) {
        const value = parseAnswer(url, data);
        if (event === 'error') throw errorOf(decodeAnswer(url, errorBodyCodec, value));
        yield { event, data: value };
      }
    }
  } catch (error) {
    throw unreachable(url, error);
  } finally {
    response.destroy();
  }
}

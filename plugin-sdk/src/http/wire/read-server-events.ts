import { createParser } from 'eventsource-parser';
import { giveWay } from '../../turns/give-way.ts';
import { type Broken, MAX_PIECE_CHARACTERS, type ResponseBody } from './body.ts';

/** A server-sent event (WHATWG HTML, section 9.2). */
export interface ServerEvent {
  readonly event?: string | undefined;
  readonly data: string;
}

/**
 * Reads server-sent events, however the network split or joined them; comment lines, which servers send to keep a connection
 * open, are left out. An event that the end of the body cut off is not told. Others have their turn between two events, because
 * thousands may be there at once.
 * @throws what `broken` makes for an event without end.
 */
export async function* readServerEvents(body: ResponseBody, broken: Broken): AsyncGenerator<ServerEvent> {
  const arrived: ServerEvent[] = [];
  let isEndless = false;
  const parser = createParser({
    maxBufferSize: MAX_PIECE_CHARACTERS,
    onEvent: ({ event, data }) => arrived.push({ event, data }),
    onError: ({ type }) => {
      // Fields that are not of the standard are for nobody, and no fault.
      isEndless ||= type === 'max-buffer-size-exceeded';
    },
  });
  const decoder = new TextDecoder();
  let began = performance.now();
  for await (const chunk of body) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    for (const event of arrived.splice(0)) {
      yield event;
      began = await giveWay(began);
    }
    if (isEndless) throw broken('an event without end');
  }
}

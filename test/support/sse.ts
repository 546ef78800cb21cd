import type { Answer, Studio } from './studio.ts';

/** One server-sent event. */
export interface StreamedEvent {
  readonly event: string;
  readonly data: Answer;
}

/** Posts and reads the server-sent events of the answer as they come. */
export async function* streamed(
  studio: Studio,
  path: string,
  body: unknown,
  signal?: AbortSignal,
): AsyncGenerator<StreamedEvent> {
  const headers = { authorization: `Bearer ${studio.token}`, 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(body), ...(signal ? { signal } : {}) };
  yield* eventsOf(await fetch(new URL(path, studio.url), init));
}

/** Gets and reads server-sent events as they come; the connection ends with the reading. */
export async function* followed(studio: Studio, path: string): AsyncGenerator<StreamedEvent> {
  const headers = { authorization: `Bearer ${studio.token}`, accept: 'text/event-stream' };
  yield* eventsOf(await fetch(new URL(path, studio.url), { headers }));
}

async function* eventsOf(response: Response): AsyncGenerator<StreamedEvent> {
  if (!response.ok || response.body === null) throw new Error(`${response.status} ${await response.text()}`);
  let buffered = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    buffered += chunk;
    for (let end = buffered.indexOf('\n\n'); end >= 0; end = buffered.indexOf('\n\n')) {
      const block = buffered.slice(0, end);
      buffered = buffered.slice(end + 2);
      const field = (name: string) =>
        block
          .split('\n')
          .find((line) => line.startsWith(`${name}:`))
          ?.slice(name.length + 1)
          .trim();
      const event = field('event');
      if (event !== undefined) yield { event, data: JSON.parse(field('data') ?? 'null') };
    }
  }
}

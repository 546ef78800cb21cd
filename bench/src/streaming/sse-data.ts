/** One server-sent event: its name, empty when it has none, and its data. */
export interface SseEvent {
  readonly event: string;
  readonly data: string;
}

/** Reads an answer's server-sent events as they come, the same way for whatever is compared. */
export async function* sseEvents(response: Response): AsyncGenerator<SseEvent> {
  if (!response.ok || response.body === null) throw new Error(`${response.status} ${await response.text()}`);
  const decoder = new TextDecoder();
  let buffered = '';
  for await (const chunk of response.body) {
    buffered += decoder.decode(chunk, { stream: true });
    for (let end = buffered.indexOf('\n\n'); end >= 0; end = buffered.indexOf('\n\n')) {
      const lines = buffered.slice(0, end).split('\n');
      buffered = buffered.slice(end + 2);
      const field = (name: string) => lines.find((line) => line.startsWith(name))?.slice(name.length) ?? '';
      const data = field('data: ');
      if (data !== '') yield { event: field('event: '), data };
    }
  }
}

/** One server-sent event; `data` is its JSON. */
export interface StreamedEvent {
  readonly event: string;
  readonly data: unknown;
}

function parseEvent(block: string): StreamedEvent | null {
  const lines = block.split('\n');
  const field = (name: string) =>
    lines.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2));
  const data = field('data').join('\n');
  return data === '' ? null : { event: field('event').at(-1) ?? 'message', data: JSON.parse(data) };
}

/** Server-sent events (WHATWG HTML, section 9.2, as Studio writes them) of an answer's body, as they come. */
export async function* readEventStream(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamedEvent> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let rest = '';
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const blocks = (rest + decoder.decode(part.value, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = parseEvent(block);
        if (event !== null) yield event;
      }
    }
  } finally {
    await reader.cancel();
  }
}

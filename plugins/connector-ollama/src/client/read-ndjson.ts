import { errors } from '../errors.ts';
import { parseJson } from './parse-json.ts';

/** Characters of one line; a token is a few bytes, and nothing that Ollama says in a stream comes near. */
const MAX_LINE_CHARACTERS = 4 * 1024 * 1024;

/** The body of an answer; an empty list for one without. */
export type NdjsonBody = AsyncIterable<Uint8Array<ArrayBuffer>> | Iterable<Uint8Array<ArrayBuffer>>;

/**
 * Reads newline-delimited JSON, however the network split or joined the lines. A last line needs no line end, because
 * Ollama answers some streaming requests with one plain object.
 * @throws KORA_OLLAMA_PROTOCOL for a complete line that is not JSON, or one without end. A last line that was cut off is
 * left out: what is missing is then the caller's to notice.
 */
export async function* readNdjson(body: NdjsonBody): AsyncGenerator<unknown> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const searched = rest.length;
    rest += decoder.decode(chunk, { stream: true });
    let end = rest.indexOf('\n', searched);
    let begin = 0;
    for (; end >= 0; end = rest.indexOf('\n', begin)) {
      const line = rest.slice(begin, end).trim();
      begin = end + 1;
      if (line !== '') yield decodeLine(line);
    }
    rest = rest.slice(begin);
    if (rest.length > MAX_LINE_CHARACTERS) throw errors.KORA_OLLAMA_PROTOCOL({ reason: 'a line without end' });
  }
  const last = parseJson(rest + decoder.decode());
  if (last !== undefined) yield last;
}

function decodeLine(line: string): unknown {
  const value = parseJson(line);
  if (value === undefined) throw errors.KORA_OLLAMA_PROTOCOL({ reason: 'a line of the stream is not JSON' });
  return value;
}

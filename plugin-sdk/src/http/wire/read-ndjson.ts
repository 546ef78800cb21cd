import { giveWay } from '../../turns/give-way.ts';
import { type Broken, MAX_PIECE_CHARACTERS, type ResponseBody } from './body.ts';
import { parseJson } from './parse-json.ts';

/**
 * Reads newline-delimited JSON, however the network split or joined the lines. A last line needs no line end, because some
 * servers answer a streaming request with one plain object.
 * @throws what `broken` makes for a complete line that is not JSON, or one without end. A last line that was cut off is
 * left out: what is missing is then the caller's to notice. Others have their turn between two lines.
 */
export async function* readNdjson(body: ResponseBody, broken: Broken): AsyncGenerator<unknown> {
  const decoder = new TextDecoder();
  let began = performance.now();
  let rest = '';
  for await (const chunk of body) {
    const searched = rest.length;
    rest += decoder.decode(chunk, { stream: true });
    let end = rest.indexOf('\n', searched);
    let begin = 0;
    for (; end >= 0; end = rest.indexOf('\n', begin)) {
      const line = rest.slice(begin, end).trim();
      begin = end + 1;
      if (line === '') continue;
      const value = parseJson(line);
      if (value === undefined) throw broken('a line of the stream is not JSON');
      yield value;
      began = await giveWay(began);
    }
    rest = rest.slice(begin);
    if (rest.length > MAX_PIECE_CHARACTERS) throw broken('a line without end');
  }
  const last = parseJson(rest + decoder.decode());
  if (last !== undefined) yield last;
}

import type { Broken, ResponseBody } from './body.ts';

/**
 * A whole body as text.
 * @throws what `broken` makes when it is longer than any honest one.
 */
export async function readText(body: ResponseBody, maxBytes: number, broken: Broken): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw broken('an answer without end');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

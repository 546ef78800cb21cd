import { giveWay } from '@kora/plugin-sdk';
import { jsonPieces } from './json-pieces.ts';

/** `JSON.stringify(value)` as UTF-8, in parts that belong together; others have their turn while a long value is printed. */
export async function printJson(value: unknown): Promise<readonly Buffer[]> {
  const parts: Buffer[] = [];
  let began = performance.now();
  for (const piece of jsonPieces(value)) {
    parts.push(Buffer.from(piece));
    began = await giveWay(began);
  }
  return parts;
}

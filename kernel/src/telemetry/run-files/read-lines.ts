import { isUtf8 } from 'node:buffer';
import type { FileHandle } from 'node:fs/promises';

const CHUNK_BYTES = 262_144;
const MIN_CHUNK_BYTES = 4_096;
const NEWLINE = 0x0a;

/** How much of a file may be read. */
export interface LineLimits {
  readonly maxLineBytes: number;
  readonly maxFileBytes: number;
}

/** The first thing that is wrong in a file, by the number of its line, from 1. */
export interface LineProblem {
  readonly line: number;
  readonly reason: string;
}

/**
 * Reads a file of lines from its start, with bounded memory, up to its end or the first problem.
 * A last line without a line break is not a line: it is still being written, or was torn.
 * @param take gets every line; a sentence that it returns is a problem and ends the reading. It may take its time with a long one.
 */
export async function readLines(
  handle: FileHandle,
  limits: LineLimits,
  take: (line: string) => string | null | Promise<string | null>,
): Promise<LineProblem | null> {
  const { size } = await handle.stat();
  let rest: Buffer = Buffer.alloc(0);
  let line = 1;
  for (let position = 0; ; ) {
    // A fresh buffer each time: what is left of the last one is a view of it.
    const wanted = Math.min(CHUNK_BYTES, Math.max(MIN_CHUNK_BYTES, size - position));
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(wanted), 0, wanted, position);
    if (bytesRead === 0) return null;
    position += bytesRead;
    if (position > limits.maxFileBytes) return { line, reason: `the file has more than ${limits.maxFileBytes} bytes` };
    const read = buffer.subarray(0, bytesRead);
    const bytes = rest.length === 0 ? read : Buffer.concat([rest, read]);
    let start = 0;
    // Only what is new can hold a line break, so a long line is not searched again with every chunk.
    for (let end = bytes.indexOf(NEWLINE, rest.length); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
      const taken = takeLine(bytes.subarray(start, end), limits.maxLineBytes, take);
      // Most lines are short, and there may be a hundred thousand: none of those waits.
      const problem = taken instanceof Promise ? await taken : taken;
      if (problem !== null) return { line, reason: problem };
      line++;
      start = end + 1;
    }
    rest = bytes.subarray(start);
    if (rest.length > limits.maxLineBytes) return { line, reason: tooLong(limits.maxLineBytes) };
  }
}

function takeLine(bytes: Buffer, maxBytes: number, take: Parameters<typeof readLines>[2]): ReturnType<typeof take> {
  if (bytes.length > maxBytes) return tooLong(maxBytes);
  if (!isUtf8(bytes)) return 'the line is not UTF-8';
  return take(bytes.toString('utf8'));
}

const tooLong = (maxBytes: number) => `the line has more than ${maxBytes} bytes`;

/**
 * Cuts what follows the last line break of a file, which a dying process left behind.
 * @returns how many bytes were cut.
 */
export async function cutTornTail(handle: FileHandle): Promise<number> {
  const { size } = await handle.stat();
  const buffer = Buffer.allocUnsafe(Math.min(size, MIN_CHUNK_BYTES));
  let whole = 0;
  for (let end = size; end > 0 && whole === 0; end -= buffer.length) {
    const start = Math.max(0, end - buffer.length);
    const { bytesRead } = await handle.read(buffer, 0, end - start, start);
    whole = buffer.subarray(0, bytesRead).lastIndexOf(NEWLINE) + 1;
    if (whole > 0) whole += start;
  }
  if (whole === size) return 0;
  await handle.truncate(whole);
  await handle.sync();
  return size - whole;
}

import { readFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = path.join(import.meta.dirname, '../fixtures/llama-server-v0.5.0');

/** One recorded answer of a real llama-server. */
export interface Recording {
  /** Status line and headers, each with its line end, and the empty line. */
  readonly head: Buffer;
  readonly body: Buffer;
}

function parse(bytes: Buffer): Recording {
  const start = bytes.indexOf('HTTP/1.1');
  const split = bytes.indexOf('\r\n\r\n', start) + 4;
  // curl's transcript adds one line end, or a space, and its exit code.
  const body = bytes.subarray(split, bytes.lastIndexOf('[curl exit') - 1);
  // Whoever recorded them shortened some paths in bodies, so the length that was sent is not always that of the body.
  const head = bytes.toString('latin1', start, split).replace(/(content-length: )\d+/i, `$1${body.length}`);
  return { head: Buffer.from(head, 'latin1'), body };
}

/** Reads the transcript of `curl -i` in `<name>.txt`; `nth` picks one of several answers in it. */
export function recording(name: string, nth = 0): Recording {
  const bytes = readFileSync(path.join(FOLDER, `${name}.txt`));
  const parts = bytes.toString('latin1').split(/^--- t\d\n/m);
  return parse(parts.length > 1 ? Buffer.from(parts[nth + 1] ?? '', 'latin1') : bytes);
}

/** A chunked answer as it was on the wire: its head, and what was in each chunk. */
export function wireRecording(name: string): { readonly head: Buffer; readonly chunks: readonly Buffer[] } {
  const bytes = readFileSync(path.join(FOLDER, `${name}.bin`));
  const split = bytes.indexOf('\r\n\r\n') + 4;
  // Lengths and contents alternate; the lengths are from before paths were shortened.
  const parts = bytes.toString('latin1', split).split('\r\n');
  const chunks = parts.filter((_, i) => i % 2 === 1).filter((part) => part !== '');
  return { head: bytes.subarray(0, split), chunks: chunks.map((chunk) => Buffer.from(chunk, 'latin1')) };
}

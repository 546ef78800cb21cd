import type { GgufCursor } from './gguf-cursor.ts';
import { GGUF_LIMITS } from './limits.ts';
import { tensorLayout } from './tensor-types.ts';

/** Length prefix, dimension count, type and offset: what the smallest tensor entry takes. */
const SMALLEST_ENTRY = 8 + 4 + 4 + 8;

/** @returns where the tensor's data ends, in bytes from the start of the data section. */
async function readTensor(cursor: GgufCursor): Promise<{ readonly end: number; readonly elements: number }> {
  const nameLength = await cursor.uint64('tensor name');
  if (nameLength > GGUF_LIMITS.tensor_name_bytes) throw cursor.malformed(`a tensor name has ${nameLength} bytes`);
  cursor.skip(nameLength, 'tensor name');
  const dimensions = await cursor.uint32('tensor dimensions');
  if (dimensions > GGUF_LIMITS.tensor_dimensions) throw cursor.malformed(`a tensor has ${dimensions} dimensions`);
  let elements = 1;
  for (let i = 0; i < dimensions; i++) elements *= await cursor.uint64('tensor dimension');
  const layout = tensorLayout(await cursor.uint32('tensor type'));
  const offset = await cursor.uint64('tensor offset');
  // A type that is newer than our table still may not begin beyond the file.
  const bytes = layout === undefined ? 0 : Math.ceil(elements / layout.elements) * layout.bytes;
  return { end: offset + bytes, elements };
}

/**
 * Reads `count` tensor entries and proves that the data which they declare lies inside the file.
 * @returns the number of parameters.
 * @throws KORA_GGUF_TRUNCATED when a tensor reaches beyond the file, KORA_GGUF_MALFORMED
 */
export async function readTensors(cursor: GgufCursor, count: number, alignment: number): Promise<number> {
  cursor.require(count * SMALLEST_ENTRY, 'tensor table');
  if (count > GGUF_LIMITS.tensors) throw cursor.malformed(`it declares ${count} tensors`);
  let lastEnd = 0;
  let parameters = 0;
  for (let i = 0; i < count; i++) {
    const { end, elements } = await readTensor(cursor);
    lastEnd = Math.max(lastEnd, end);
    parameters += elements;
  }
  const dataStart = Math.ceil(cursor.position / alignment) * alignment;
  if (lastEnd > 0 && dataStart + lastEnd > cursor.size) throw cursor.truncated('tensor data', dataStart + lastEnd);
  return parameters;
}

import { open } from 'node:fs/promises';
import { ChildFault } from './child-fault.ts';

const HEADER_BYTES = 24;
const KNOWN_VERSIONS = [2, 3];
/** The least that one tensor description and one metadata entry take in a file. */
const LEAST = { tensor: 24n, entry: 13n };

/**
 * Refuses a file that is no GGUF, or whose counts cannot be true. node-llama-cpp reads zeros behind the end of a file and
 * loops over whatever number of tensors the header names, for hours if need be.
 * @throws ChildFault `unusable_model`
 */
export async function checkGgufHeader(file: string): Promise<void> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    throw new ChildFault('unusable_model', `the file cannot be read (${error.code ?? error.message})`);
  });
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    if (bytesRead < HEADER_BYTES || buffer.toString('latin1', 0, 4) !== 'GGUF') {
      throw new ChildFault('unusable_model', 'the file is no GGUF file');
    }
    const version = buffer.readUInt32LE(4);
    if (!KNOWN_VERSIONS.includes(version)) throw new ChildFault('unusable_model', `GGUF version ${version} is unknown`);
    const needed = buffer.readBigUInt64LE(8) * LEAST.tensor + buffer.readBigUInt64LE(16) * LEAST.entry;
    if (needed > BigInt(size)) throw new ChildFault('unusable_model', 'the file is cut or damaged');
  } finally {
    await handle.close();
  }
}

import { open } from 'node:fs/promises';
import { type CatalogEntry, catalogEntryCodec, integer, strict, text } from '@kora/contracts';
import { isKoraError } from '@kora/plugin-sdk';
import * as t from 'io-ts';
import type { CuratedModel } from '../curated/curated-file.ts';
import { fitOf } from '../curated/curated-list.ts';
import { fileErrorCode } from '../files/file-error-code.ts';
import { fileByteSource } from '../gguf/byte-source.ts';
import { type GgufHeader, readGgufHeader } from '../gguf/read-gguf-header.ts';
import { estimateMemory, fitCodec, type HardwareProfile, memoryEstimateCodec } from '../hardware/index.ts';

const orNull = <C extends t.Mixed>(codec: C) => t.union([codec, t.null]);

/** Answer to `GET /models/catalog/:model_id`: the entry, and what its file says now. */
export const modelDetailsCodec = strict('ModelDetails', {
  entry: catalogEntryCodec,
  /** Why the file cannot be used, or null. */
  problem: orNull(text('Problem', 1000)),
  architecture: orNull(text('Architecture', 64)),
  name: orNull(text('Name', 256)),
  parameters: orNull(integer('Parameters', 0)),
  memory: memoryEstimateCodec,
  fit: fitCodec,
});
export type ModelDetails = t.TypeOf<typeof modelDetailsCodec>;

async function headerOf(path: string): Promise<GgufHeader> {
  await using handle = await open(path, 'r');
  return readGgufHeader(fileByteSource(handle, (await handle.stat()).size), path);
}

/** Describes an installed model for a context; a file that is gone or damaged is told, and the rest comes from the entry. */
export async function describeModel(
  entry: CatalogEntry,
  context: number | undefined,
  hardware: HardwareProfile,
  curated: readonly CuratedModel[],
): Promise<ModelDetails> {
  let header: GgufHeader | null = null;
  let problem: string | null = null;
  const path = entry.file_paths[0] ?? '';
  try {
    header = await headerOf(path);
  } catch (error) {
    if (isKoraError(error)) problem = error.message;
    else if (fileErrorCode(error) !== undefined) problem = `${path} cannot be read (${fileErrorCode(error)}).`;
    else throw error;
  }
  const { size_bytes, context_tokens } = entry;
  const model = { size_bytes, context_tokens, cache_bytes_per_token: header?.cache_bytes_per_token ?? null };
  return {
    entry,
    problem,
    architecture: header?.architecture ?? null,
    name: header?.name ?? null,
    parameters: header?.parameters ?? null,
    memory: estimateMemory(model, context),
    fit: fitOf(model, hardware, curated, context),
  };
}

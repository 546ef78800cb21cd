import { join } from 'node:path';
import type { Studio } from './studio.ts';
import { writeTinyGguf } from './tiny-gguf/generate.ts';

/** Writes the tiny model into a folder and registers it with a running Studio. */
export async function addTinyModel(studio: Studio, folder: string, modelId = 'tiny'): Promise<string> {
  const file = join(folder, `${modelId}.gguf`);
  await writeTinyGguf(file);
  const { status, body } = await studio.request('POST', '/models/catalog', { file_path: file, model_id: modelId });
  if (status >= 300) throw new Error(`the tiny model was refused: ${JSON.stringify(body)}`);
  return file;
}

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { modelIdOf } from '../catalog/model-library.ts';
import { splitName } from '../catalog/split-name.ts';
import { nullIfMissing } from '../files/file-error-code.ts';
import { type FoundModel, importedModelId } from './importable-model.ts';
import { walkFiles } from './walk-files.ts';

/** Of a split model only the first part is registered; projectors (mmproj) are no models. */
const LATER_PART = /-(?!00001)\d{5}-of-\d{5}\.gguf$/i;
const PROJECTOR = /(^|[-_.])mmproj/i;

/** Bytes of a file, or of all parts of the model whose first part it is, as far as they are there. */
async function sizeOf(file_path: string): Promise<number> {
  const split = splitName(file_path);
  const paths = split === null ? [file_path] : Array.from({ length: split.parts }, (_, i) => split.nameOf(i + 1));
  const files = await Promise.all(paths.map((path) => stat(path).catch(nullIfMissing)));
  return files.reduce((sum, file) => sum + (file?.size ?? 0), 0);
}

/** GGUF files in LM Studio's folder: <publisher>/<repository>/<file>.gguf. */
export async function lmstudioModels(folder: string): Promise<readonly FoundModel[]> {
  const models: FoundModel[] = [];
  for await (const segments of walkFiles(folder, 3)) {
    const last = segments.at(-1) ?? '';
    if (!/\.gguf$/i.test(last) || LATER_PART.test(last) || PROJECTOR.test(last)) continue;
    const file_path = join(folder, ...segments);
    const file = await stat(file_path).catch(nullIfMissing);
    if (!file?.isFile()) continue;
    const model_id = importedModelId(modelIdOf(last));
    models.push({
      source: 'lmstudio',
      name: segments.join('/'),
      model_id,
      file_path,
      size_bytes: await sizeOf(file_path),
      checksum: null,
    });
  }
  return models;
}

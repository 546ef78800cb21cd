import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isRecord } from '@kora/contracts';
import { type FoundModel, importedModelId } from './importable-model.ts';
import { walkFiles } from './walk-files.ts';

const MODEL_LAYER = 'application/vnd.ollama.image.model';
/** Nothing else may become part of a path: a manifest is a stranger's file. */
const DIGEST = /^sha256:([0-9a-f]{64})$/;
const LARGEST_MANIFEST = 1024 * 1024;

function modelDigest(manifest: string): string | null {
  let value: unknown;
  try {
    value = JSON.parse(manifest);
  } catch {
    return null;
  }
  const layers = isRecord(value) && Array.isArray(value.layers) ? value.layers : [];
  for (const layer of layers.slice(0, 64)) {
    if (!isRecord(layer) || layer.mediaType !== MODEL_LAYER || typeof layer.digest !== 'string') continue;
    const match = DIGEST.exec(layer.digest);
    if (match !== null) return match[1] ?? null;
  }
  return null;
}

/** `library/llama3.2/3b` of the registry is what people call llama3.2:3b. */
function nameOf([registry = '', namespace = '', model = '', tag = '']: readonly string[]): string {
  const own = registry === 'registry.ollama.ai';
  const path =
    own && namespace === 'library' ? model : own ? `${namespace}/${model}` : `${registry}/${namespace}/${model}`;
  return `${path}:${tag}`;
}

async function readModel(folder: string, segments: readonly string[]): Promise<FoundModel | null> {
  try {
    const path = join(folder, 'manifests', ...segments);
    if ((await stat(path)).size > LARGEST_MANIFEST) return null;
    const checksum = modelDigest(await readFile(path, 'utf8'));
    if (checksum === null) return null;
    const file_path = join(folder, 'blobs', `sha256-${checksum}`);
    const file = await stat(file_path);
    if (!file.isFile()) return null;
    const name = nameOf(segments);
    return { source: 'ollama', name, model_id: importedModelId(name), file_path, size_bytes: file.size, checksum };
  } catch (error) {
    // Pulled half-way, removed while we look, or not ours to read: not importable, which is all that matters here.
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}

/**
 * Models in Ollama's store (manifests/<registry>/<namespace>/<model>/<tag>, blobs/sha256-<hex>), as its server writes them.
 * Cloud models and adapters have no model layer and are left out.
 */
export async function ollamaModels(folder: string): Promise<readonly FoundModel[]> {
  const models: FoundModel[] = [];
  for await (const segments of walkFiles(join(folder, 'manifests'), 3)) {
    const model = segments.length === 4 ? await readModel(folder, segments) : null;
    if (model !== null) models.push(model);
  }
  return models;
}

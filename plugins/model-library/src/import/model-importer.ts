import type { CatalogEntry } from '@kora/contracts';
import { inspectModel } from '../catalog/inspect-model-file.ts';
import type { ModelLibrary } from '../catalog/model-library.ts';
import { modelLibraryErrors } from '../errors.ts';
import type { FileHasher } from '../hashing/file-hash.ts';
import type { ImportRequest } from './import-request.ts';
import type { FoundModel, ImportableModel } from './importable-model.ts';
import { lmstudioModels } from './lmstudio-folder.ts';
import { ollamaModels } from './ollama-store.ts';

/** Where other programs keep their models. */
export interface ImportFolders {
  readonly ollama_folders: readonly string[];
  readonly lmstudio_folders: readonly string[];
}

/** Finds models that other programs have put on this computer and registers them where they lie, without copying. */
export class ModelImporter {
  readonly #folders: ImportFolders;
  readonly #library: ModelLibrary;
  readonly #hasher: FileHasher;

  constructor(folders: ImportFolders, library: ModelLibrary, hasher: FileHasher) {
    this.#hasher = hasher;
    this.#folders = folders;
    this.#library = library;
  }

  /** By source and name. A name that occurs in two folders is that of the first. */
  async list(): Promise<readonly ImportableModel[]> {
    const registered = new Set((await this.#library.list()).flatMap((entry) => entry.file_paths));
    const models = await this.#find();
    return models.map((model) => ({ ...model, registered: registered.has(model.file_path) }));
  }

  /** @throws KORA_IMPORT_UNKNOWN, KORA_IMPORT_DIGEST_MISMATCH, KORA_CATALOG_DUPLICATE_MODEL, the errors of inspectModel */
  async import(request: ImportRequest, signal: AbortSignal): Promise<{ entry: CatalogEntry; created: boolean }> {
    const { source, name } = request;
    const found = (await this.#find()).find((model) => model.source === source && model.name === name);
    if (found === undefined) throw modelLibraryErrors.KORA_IMPORT_UNKNOWN({ source, name });
    const { file_path, checksum } = found;
    const model = await inspectModel(file_path, this.#hasher, signal);
    if (checksum !== null && model.checksum !== checksum)
      throw modelLibraryErrors.KORA_IMPORT_DIGEST_MISMATCH({ file_path, expected: checksum, actual: model.checksum });
    return this.#library.enter(request.model_id ?? found.model_id, model, { source_url: null, license: null });
  }

  async #find(): Promise<readonly FoundModel[]> {
    const { ollama_folders, lmstudio_folders } = this.#folders;
    const found = await Promise.all([...ollama_folders.map(ollamaModels), ...lmstudio_folders.map(lmstudioModels)]);
    const byName = new Map<string, FoundModel>();
    for (const model of found.flat()) {
      const key = `${model.source} ${model.name}`;
      if (!byName.has(key)) byName.set(key, model);
    }
    return [...byName.values()].sort((a, b) => (`${a.source} ${a.name}` < `${b.source} ${b.name}` ? -1 : 1));
  }
}

import { realpath } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { CatalogEntry } from '@kora/contracts';
import type { Clock, ModelCatalog } from '@kora/plugin-sdk';
import type { ModelSink, PlacedModel } from '../download/index.ts';
import { modelLibraryErrors } from '../errors.ts';
import { nullIfMissing } from '../files/file-error-code.ts';
import { estimateVramMb } from '../gguf/estimate-vram.ts';
import type { FileHasher } from '../hashing/file-hash.ts';
import type { CatalogStore } from './catalog-store.ts';
import { type InspectedModel, inspectModel } from './inspect-model-file.ts';
import type { RegisterRequest } from './register-request.ts';

/** Where a model comes from, as far as anybody knows. */
export interface ModelOrigin {
  readonly source_url: string | null;
  readonly license: string | null;
}

/** A file's name as a model id: without .gguf and the part number, other characters turned into hyphens. */
export function modelIdOf(file_path: string): string {
  const stem = basename(file_path)
    .replace(/\.gguf$/i, '')
    .replace(/-\d{5}-of-\d{5}$/, '');
  const id = stem
    .replaceAll(/[^A-Za-z0-9._:@+-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 128);
  return id === '' ? 'model' : id;
}

/** The catalog of installed models. Registers files where they lie and never changes or deletes one. */
export class ModelLibrary implements ModelCatalog, ModelSink {
  readonly #store: CatalogStore;
  readonly #clock: Clock;
  readonly #hasher: FileHasher;

  constructor(store: CatalogStore, clock: Clock, hasher: FileHasher) {
    this.#store = store;
    this.#clock = clock;
    this.#hasher = hasher;
  }

  async list(): Promise<readonly CatalogEntry[]> {
    return (await this.#store.read()).models;
  }

  async has(model_id: string): Promise<boolean> {
    return (await this.list()).some((entry) => entry.model_id === model_id);
  }

  /** @throws KORA_CATALOG_UNKNOWN_MODEL */
  async get(model_id: string): Promise<CatalogEntry> {
    const entry = (await this.list()).find((each) => each.model_id === model_id);
    if (entry === undefined) throw modelLibraryErrors.KORA_CATALOG_UNKNOWN_MODEL({ model_id });
    return entry;
  }

  /**
   * Registers a GGUF file by reference. Registering the same content under the same id again gives the entry that is there.
   * @throws KORA_CATALOG_DUPLICATE_MODEL and the errors of inspectModel
   */
  async register(request: RegisterRequest, signal: AbortSignal): Promise<{ entry: CatalogEntry; created: boolean }> {
    const file_path = resolve(request.file_path);
    // Under whatever name: a partial file can have a sound header and its full length long before it has its content.
    const real = (await realpath(file_path).catch(nullIfMissing)) ?? file_path;
    if (real.endsWith('.partial')) {
      const reason = 'it is an unfinished download';
      throw modelLibraryErrors.KORA_CATALOG_FILE_UNREADABLE({ file_path, reason });
    }
    const model = await inspectModel(file_path, this.#hasher, signal);
    return this.enter(request.model_id ?? modelIdOf(file_path), model, { source_url: null, license: null });
  }

  /** Enters a downloaded model. @throws KORA_CATALOG_DUPLICATE_MODEL */
  async add({ model_id, source_url, license, ...model }: PlacedModel): Promise<CatalogEntry> {
    return (await this.enter(model_id, model, { source_url, license })).entry;
  }

  /**
   * Enters a model whose files were read just now.
   * @throws KORA_CATALOG_DUPLICATE_MODEL when the id belongs to other content
   */
  async enter(
    model_id: string,
    model: InspectedModel,
    origin: ModelOrigin,
  ): Promise<{ entry: CatalogEntry; created: boolean }> {
    const entry: CatalogEntry = {
      model_id,
      provider: 'llamacpp',
      quantization: model.header.quantization,
      context_tokens: model.header.context_tokens,
      required_vram_mb: estimateVramMb(model.header, model.size_bytes),
      file_paths: model.file_paths,
      checksum: model.checksum,
      installed_at: this.#clock.now().toISOString(),
      size_bytes: model.size_bytes,
      source_url: origin.source_url,
      license: model.header.license ?? origin.license,
    };
    let kept = entry;
    await this.#store.update((models) => {
      const present = models.find((other) => other.model_id === entry.model_id);
      if (present === undefined) return [...models, entry];
      if (present.checksum !== entry.checksum || present.file_paths.join('\n') !== entry.file_paths.join('\n'))
        throw modelLibraryErrors.KORA_CATALOG_DUPLICATE_MODEL({ model_id: entry.model_id });
      kept = present;
      return models;
    });
    return { entry: kept, created: kept === entry };
  }

  /**
   * Removes an entry; its files stay.
   * @throws KORA_CATALOG_UNKNOWN_MODEL
   */
  async remove(model_id: string): Promise<void> {
    await this.#store.update((models) => {
      const rest = models.filter((entry) => entry.model_id !== model_id);
      if (rest.length === models.length) throw modelLibraryErrors.KORA_CATALOG_UNKNOWN_MODEL({ model_id });
      return rest;
    });
  }
}

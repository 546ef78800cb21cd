import { integer, oneOf, sha256Codec, strict, text } from '@kora/contracts';
import * as t from 'io-ts';

export const IMPORT_SOURCES = ['ollama', 'lmstudio'] as const;
export type ImportSource = (typeof IMPORT_SOURCES)[number];

/** A model that another program has put on this computer. */
export const importableModelCodec = strict('ImportableModel', {
  source: oneOf('ImportSource', IMPORT_SOURCES),
  /** As its program calls it; unique within the source. */
  name: text('Name', 512, 1),
  /** The id that it would get here. */
  model_id: text('ModelId', 128, 1),
  file_path: text('FilePath', 4096, 1),
  size_bytes: integer('SizeBytes', 0),
  /** SHA-256 that the other program names it by; null where it keeps none. */
  checksum: t.union([sha256Codec, t.null]),
  registered: t.boolean,
});
export type ImportableModel = t.TypeOf<typeof importableModelCodec>;

/** Answer to `GET /models/importable`. */
export const importableListCodec = strict('ImportableList', { models: t.readonlyArray(importableModelCodec) });

/** What a source finds; whether it is registered is for the catalog to say. */
export type FoundModel = Omit<ImportableModel, 'registered'>;

/** A name of another program as a model id. */
export function importedModelId(name: string): string {
  const id = name
    .replaceAll(/[^A-Za-z0-9._:@+-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 128);
  return id === '' ? 'model' : id;
}

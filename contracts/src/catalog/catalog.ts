import * as t from 'io-ts';
import { integer, oneOf, text } from '../codec/refined.ts';
import { strict } from '../codec/strict.ts';
import { sha256Codec, timestampCodec } from '../task-graph/identifiers.ts';

const count = integer('Count', 0);

/** One installed model. */
export const catalogEntryCodec = strict('CatalogEntry', {
  model_id: text('ModelId', 512, 1),
  provider: oneOf('Provider', ['ollama', 'lmstudio', 'llamacpp']),
  quantization: t.union([text('Quantization', 64), t.null]),
  context_tokens: t.union([count, t.null]),
  required_vram_mb: t.union([count, t.null]),
  /** Absolute paths; a model may be registered where it already lies. */
  file_paths: t.readonlyArray(text('FilePath', 4096, 1)),
  /** SHA-256 of the first file, or of the concatenation for a split model. */
  checksum: sha256Codec,
  installed_at: timestampCodec,
  size_bytes: count,
  source_url: t.union([text('Url', 2048), t.null]),
  license: t.union([text('License', 256), t.null]),
});
export type CatalogEntry = t.TypeOf<typeof catalogEntryCodec>;

/** `models/catalog.json`. */
export const catalogCodec = strict('Catalog', {
  version: oneOf('CatalogVersion', ['1.0']),
  models: t.readonlyArray(catalogEntryCodec),
});
export type Catalog = t.TypeOf<typeof catalogCodec>;

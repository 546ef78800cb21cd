import type { CatalogEntry } from '@kora/contracts';

/** A catalog entry for a tiny model. */
export function catalogEntry(model_id: string, file: string): CatalogEntry {
  return {
    model_id,
    provider: 'llamacpp',
    quantization: 'F32',
    context_tokens: 4096,
    required_vram_mb: null,
    file_paths: [file],
    checksum: 'ab'.repeat(32),
    installed_at: '2026-01-01T00:00:00Z',
    size_bytes: 467_936,
    source_url: null,
    license: null,
  };
}

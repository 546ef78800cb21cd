/**
 * How much of a header is read at most. Real headers are dominated by the vocabulary: the largest known to us hold about
 * 260,000 tokens and half a million merges in some 20 MB; everything else is tiny.
 */
export const GGUF_LIMITS = {
  header_bytes: 128 * 1024 * 1024,
  metadata_keys: 4096,
  key_bytes: 256,
  /** Longer strings (chat templates, say) are skipped, not kept. */
  kept_string_bytes: 1024,
  array_items: 8 * 1024 * 1024,
  tensors: 65_536,
  tensor_name_bytes: 256,
  tensor_dimensions: 8,
  window_bytes: 64 * 1024,
} as const;

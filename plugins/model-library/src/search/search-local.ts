import type { CatalogEntry } from '@kora/contracts';
import type { CuratedModel } from '../curated/curated-file.ts';
import type { SearchResult } from './search-result.ts';

/** Every word must occur somewhere, whatever its case. */
export function matches(text: string, query: string): boolean {
  const haystack = text.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}

/** Searches what is installed and the curated list, in that order. An empty query finds everything. */
export function searchLocal(
  query: string,
  installed: readonly CatalogEntry[],
  curated: readonly CuratedModel[],
): readonly SearchResult[] {
  const entries = installed
    .filter(({ model_id, quantization, license }) => matches(`${model_id} ${quantization} ${license}`, query))
    .map(({ model_id, size_bytes, license, source_url }): SearchResult => {
      return { source: 'installed', name: model_id, model_id, curated_id: null, url: source_url, size_bytes, license };
    });
  const offers = curated
    .filter(({ id, name, quantization, license }) => matches(`${id} ${name} ${quantization} ${license}`, query))
    .map(({ id, name, url, size_bytes, license }): SearchResult => {
      return { source: 'curated', name, model_id: null, curated_id: id, url, size_bytes, license };
    });
  return [...entries, ...offers];
}

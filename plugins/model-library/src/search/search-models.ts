import type { CatalogEntry } from '@kora/contracts';
import { isKoraError } from '@kora/plugin-sdk';
import type { CuratedModel } from '../curated/curated-file.ts';
import { type GuardedClient, requireNetwork } from '../download/index.ts';
import { searchHub } from './search-hub.ts';
import { searchLocal } from './search-local.ts';
import type { SearchAnswer } from './search-result.ts';

/** What is searched. */
export interface SearchPlaces {
  readonly installed: readonly CatalogEntry[];
  readonly curated: readonly CuratedModel[];
  readonly client: GuardedClient;
  /** Address of the hub or its mirror. */
  readonly hub: string;
}

/**
 * Searches this computer and the curated list, and the hub where `online` asks for it: nobody is contacted otherwise. A hub
 * that cannot be asked is told, and costs none of the other results.
 */
export async function searchModels(
  query: string,
  online: boolean,
  { installed, curated, client, hub }: SearchPlaces,
  signal: AbortSignal,
): Promise<SearchAnswer> {
  const results = searchLocal(query, installed, curated);
  if (!online) return { results, online_problem: null };
  try {
    requireNetwork(new URL(hub));
    return { results: [...results, ...(await searchHub(query, hub, client, signal))], online_problem: null };
  } catch (error) {
    signal.throwIfAborted();
    const { host } = new URL(hub);
    const offline = `${host} cannot be reached; these are the models that are known without it.`;
    return { results, online_problem: isKoraError(error) ? error.message : offline };
  }
}

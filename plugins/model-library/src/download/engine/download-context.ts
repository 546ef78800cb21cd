import type { CatalogEntry } from '@kora/contracts';
import type { Clock, Logger } from '@kora/plugin-sdk';
import type { InspectedModel } from '../../catalog/inspect-model-file.ts';
import type { FileHasher } from '../../hashing/file-hash.ts';
import type { GuardedClient } from '../guarded-client/index.ts';
import { DEFAULT_RETRY, type RetryPolicy } from '../transfer/retry.ts';

/** A complete, verified model with all its files in their places. */
export interface PlacedModel extends InspectedModel {
  readonly model_id: string;
  readonly source_url: string;
  readonly license: string | null;
}

/** Where finished models go. */
export interface ModelSink {
  /** @returns the entry; the one that is there when the very same model is in the catalog already. */
  add(model: PlacedModel): Promise<CatalogEntry>;
  has(model_id: string): Promise<boolean>;
}

/** What is adjustable, for tests mostly. Times in ms. */
export interface DownloadTuning {
  readonly connections: number;
  /** Null: by the size of the file. */
  readonly segment_bytes: number | null;
  /** How much time's work a power cut may cost. */
  readonly journal_ms: number;
  readonly retry: RetryPolicy;
}

export const DEFAULT_TUNING: DownloadTuning = {
  connections: 4,
  segment_bytes: null,
  journal_ms: 2_000,
  retry: DEFAULT_RETRY,
};

/** What every download shares. */
export interface DownloadContext {
  /** The models folder. */
  readonly folder: string;
  readonly client: GuardedClient;
  /** Origin whose announced checksums are believed: the hub or its mirror. */
  readonly hub: string;
  readonly models: ModelSink;
  readonly hasher: FileHasher;
  readonly log: Logger;
  readonly time: Clock;
  readonly tuning: DownloadTuning;
  readonly random: () => number;
}

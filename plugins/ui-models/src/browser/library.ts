import { formatBytes } from '@kora/plugin-sdk/ui';

/** What the model library answers, as far as it is shown. Its routes are described in /openapi.json. */

export interface Fit {
  readonly verdict: 'fits' | 'tight' | 'too_large';
  /** A smaller model of the curated list that fits. */
  readonly alternative: string | null;
  /** What it takes of memory. */
  readonly needed_bytes: number;
}

/** What a download would bring, as its server says before it begins. */
export interface Preview {
  /** Null while the server does not tell. */
  readonly total_bytes: number | null;
  readonly fit: Fit | null;
}

export interface CuratedModel {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly size_bytes: number | null;
  readonly license: string;
  readonly quantization: string;
  readonly context_tokens: number | null;
  readonly parameters: number | null;
  readonly installed: boolean;
  readonly fit: Fit | null;
}

export interface Hardware {
  readonly cores: number;
  readonly memory_bytes: number;
  readonly available_bytes: number;
  readonly gpus: readonly { readonly vendor: string; readonly name: string | null }[];
}

export interface Importable {
  readonly source: 'ollama' | 'lmstudio';
  readonly name: string;
  readonly model_id: string;
  readonly size_bytes: number;
  readonly registered: boolean;
}

export interface Download {
  readonly id: string;
  readonly model_id: string;
  readonly state: 'downloading' | 'verifying' | 'paused' | 'interrupted' | 'failed' | 'completed' | 'cancelled';
  readonly received_bytes: number;
  readonly total_bytes: number | null;
  readonly hashed_bytes: number;
  readonly bytes_per_second: number | null;
  readonly seconds_left: number | null;
  readonly verified_against: string | null;
  readonly notices: readonly { readonly message: string }[];
  readonly error: { readonly message: string } | null;
}

export interface ModelDetails {
  readonly entry: {
    readonly model_id: string;
    readonly file_paths: readonly string[];
    readonly checksum: string;
    readonly installed_at: string;
    readonly source_url: string | null;
    readonly license: string | null;
  };
  readonly problem: string | null;
  readonly architecture: string | null;
  readonly name: string | null;
  readonly parameters: number | null;
  readonly memory: { readonly total_bytes: number };
  readonly fit: Fit;
}

const MIB = 1_048_576;

/** What a model takes of memory, in the whole MiB that catalogs count in, so that it is the same number wherever it stands. */
export function memoryText(bytes: number): string {
  return formatBytes(Math.ceil(bytes / MIB) * MIB);
}

/** True while a download goes on, or waits for somebody. */
export function isUnfinished({ state }: Download): boolean {
  return state !== 'completed' && state !== 'cancelled';
}

export const FIT_WORDS = {
  fits: { text: 'Fits this computer', tone: 'good' },
  tight: { text: 'Tight: close other programs first', tone: 'warn' },
  too_large: { text: 'Too large for this computer', tone: 'bad' },
} as const;

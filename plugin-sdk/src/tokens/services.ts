import type { CatalogEntry, Json } from '@kora/contracts';
import { createToken } from './token.ts';

/** Structured log lines under the plugin's name. Fields never hold prompts, outputs or secrets. */
export interface Logger {
  debug(message: string, fields?: Record<string, Json>): void;
  info(message: string, fields?: Record<string, Json>): void;
  warn(message: string, fields?: Record<string, Json>): void;
  error(message: string, fields?: Record<string, Json>): void;
}

/** Time, so that tests can hold it still. */
export interface Clock {
  /** Wall clock. */
  now(): Date;
  /** Milliseconds from an arbitrary start; never goes backwards. */
  monotonic(): number;
}

/** HTTP to the hosts of the manifest's `capabilities.hosts`, and to no other. Has no time limits of its own: pass a signal. */
export interface HttpClient {
  fetch(url: string, init?: RequestInit): Promise<Response>;
}

/** A folder that belongs to this plugin alone and outlives updates. Names are relative paths below it. */
export interface Storage {
  readonly folder: string;
  read(name: string): Promise<Uint8Array | null>;
  /** Atomic: the old content or the new, never a mix. */
  write(name: string, content: Uint8Array | string): Promise<void>;
  remove(name: string): Promise<void>;
}

/** The plugin's own installed, verified files. */
export interface PluginFiles {
  /** Absolute path of a file that the manifest lists. Throws for any other name. */
  resolve(path: string): string;
  readText(path: string): Promise<string>;
}

/** The plugin's section of `configs/studio.json`, which the plugin decodes itself. */
export interface PluginConfig {
  readonly value: Json;
}

/** Installed models. Provided by the model library. */
export interface ModelCatalog {
  list(): Promise<readonly CatalogEntry[]>;
}

export const logger = createToken<Logger>('kora.logger', 'structured log lines under the name of the plugin');
export const clock = createToken<Clock>('kora.clock', 'wall clock and monotonic clock');
export const httpClient = createToken<HttpClient>('kora.http-client', 'HTTP to the hosts that the manifest names');
export const storage = createToken<Storage>('kora.storage', 'a folder of the plugin alone');
export const pluginFiles = createToken<PluginFiles>('kora.plugin-files', "the plugin's own installed files");
export const config = createToken<PluginConfig>('kora.config', "the plugin's section of studio.json");
export const modelsFolder = createToken<string>(
  'kora.models-folder',
  'absolute path of the models folder of the data root',
);
export const modelCatalog = createToken<ModelCatalog>('kora.model-catalog', 'the list of installed models');

import type { PluginManifest } from '@kora/contracts';

/** For whom a service is made: who it is, what was granted to it, and where its files lie. */
export interface PluginIdentity {
  readonly manifest: PluginManifest;
  /** Absolute path of its installed folder. */
  readonly folder: string;
}

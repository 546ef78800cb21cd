import type { PluginManifest } from '@kora/contracts';

/** A plugin that the launcher brings along, as its build made it. */
export interface CarriedPlugin {
  readonly manifest: PluginManifest;
  /** Exact bytes of its plugin.json. */
  readonly manifestBytes: Uint8Array;
  /** Every file of the plugin's folder by its path inside, plugin.json included. */
  readonly paths: readonly string[];
  read(path: string): Uint8Array;
}

/** Gives a carried plugin, once it lies in a folder, the signature under which it is installed. */
export interface PluginSigner {
  /** Thumbprint of the key. */
  readonly kid: string;
  sign(folder: string): Promise<void>;
}

import type { TrustStore } from '@kora/contracts';
import type { DataPaths } from './data/data-paths.ts';

/** What the launcher gives to the kernel. The kernel itself names no plugin and knows no way of shipping one. */
export interface KernelOptions {
  /** Version of Studio, as `GET /health` shows it. */
  readonly version: string;
  readonly dataRoot?: string;
  /** 0 picks a free port; absent takes the one of studio.json. */
  readonly port?: number;
  /**
   * Loads a verified module from disk; a single executable needs another way than `import()`.
   * @param revision changes whenever the plugin's content does, so that an updated one is not taken from the module cache.
   */
  importModule(path: string, revision: string): Promise<unknown>;
  /** Publishers whose keys were baked in at release; they need no entry in trusted-publishers.json. */
  readonly releaseKeys: TrustStore['publishers'];
  /** Starts first-party plugins only. */
  readonly safeMode?: boolean;
  /** Also write log lines to stderr. */
  readonly logToStderr?: boolean;
  /** Called once the data root is ours, before plugins are looked at: the launcher puts its plugins in place. */
  install?(paths: DataPaths): Promise<readonly { readonly [key: string]: string }[]>;
}

/** A running Studio. */
export interface Kernel {
  readonly url: string;
  readonly port: number;
  readonly token: string;
  readonly paths: DataPaths;
  /** Makes a link that opens a browser session, once. */
  oneTimeLink(): string;
  /** Takes no new runs, lets those that go on come to their ends, and closes. */
  finish(): Promise<void>;
  /** Ends runs, deactivates plugins in reverse, writes out what is open, and lets go of the data root. Idempotent. */
  close(): Promise<void>;
}

import type { IrregularEntry } from '../files/list-plugin-files.ts';

/** Everything that the verifier may know about a plugin's folder. Collected by gatherEvidence, judged by verifyPlugin. */
export interface PluginEvidence {
  /** Name of the folder, which must be the plugin's id. */
  readonly folder_id: string;
  /** Exact bytes of plugin.json; null when it is missing or over its size limit. */
  readonly manifestBytes: Uint8Array | null;
  /** Exact bytes of plugin.sig.json; null when it is missing or over its size limit. */
  readonly signatureBytes: Uint8Array | null;
  /** SHA-256 in lower-case hexadecimal of every other regular file, by path with forward slashes. */
  readonly files: ReadonlyMap<string, string>;
  /** Links, special files and other entries that were neither followed nor read. */
  readonly irregular: readonly IrregularEntry[];
}

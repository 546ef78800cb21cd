import { readFile } from 'node:fs/promises';
import { decode, dictionary, oneOf, pluginIdCodec, sha256Codec, strict, text, versionCodec } from '@kora/contracts';
import { isLeft } from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { launcherErrors } from '../errors.ts';

/** What the launcher last put in place of one plugin. */
export const installedPluginCodec = strict('InstalledPlugin', {
  version: versionCodec,
  /** SHA-256 of its plugin.json. */
  manifest_sha256: sha256Codec,
  /** Thumbprint of the key that signed it. */
  kid: text('KeyId', 128, 1),
  /** See folderFingerprint. */
  fingerprint: sha256Codec,
});
export type InstalledPlugin = t.TypeOf<typeof installedPluginCodec>;

/** `configs/carried-plugins.json`: what the launcher needs to see at a glance that nothing changed. Written by it alone. */
export const installRecordCodec = strict('InstallRecord', {
  version: oneOf('InstallRecordVersion', ['1.0']),
  plugins: dictionary(pluginIdCodec, installedPluginCodec),
});

/** Installed plugins by id. */
export type InstallRecord = Readonly<Record<string, InstalledPlugin>>;

/**
 * Reads the record; a data root that has none yet has an empty one.
 * @throws KORA_LAUNCHER_RECORD_DAMAGED when the file is something else: guessing could bring back what the user removed.
 */
export async function readInstallRecord(path: string): Promise<InstallRecord> {
  const content = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (content === null) return {};
  const decoded = decode(installRecordCodec, parse(content));
  if (isLeft(decoded)) throw launcherErrors.KORA_LAUNCHER_RECORD_DAMAGED({ path });
  return decoded.right.plugins;
}

/** The record as its file holds it. */
export function installRecordText(plugins: InstallRecord): string {
  return `${JSON.stringify({ version: '1.0', plugins }, null, 2)}\n`;
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
}

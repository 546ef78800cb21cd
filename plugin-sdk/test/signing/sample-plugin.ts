import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { TrustStore } from '@kora/contracts';
import {
  createSigningKey,
  type ManifestWithoutFiles,
  type PublicKey,
  type SigningKey,
  signPlugin,
  writeManifest,
} from '@kora/plugin-sdk/signing';

export const POLICY = { contractVersion: '1.0.0', highestInstalledVersion: null };

export const MANIFEST: ManifestWithoutFiles = {
  manifest_version: '1.0',
  id: 'sample-plugin',
  version: '1.2.0',
  publisher: 'sample-publisher',
  name: 'Sample',
  description: 'For tests.',
  license: 'Apache-2.0',
  contract: '^1.0.0',
  entry: 'main.js',
  requires: [],
  provides: [],
  contributes: {},
  capabilities: {},
};

const FILES = { 'main.js': 'export const plugin = 1;\n', 'data/table.csv': 'a,b\n1,2\n', 'data/empty.txt': '' };

export function trusting(key: PublicKey, publisher = MANIFEST.publisher): TrustStore {
  return { version: '1.0', publishers: [{ publisher, keys: [{ ...key, status: 'trusted', origin: 'user' }] }] };
}

/** Writes the sample plugin's files below `parent`, unsigned. */
export async function writeSample(parent: string, files: Record<string, string> = FILES): Promise<string> {
  const folder = join(parent, MANIFEST.id);
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

/** Writes and signs the sample plugin below `parent`. */
export async function signSample(
  parent: string,
  changes: Partial<ManifestWithoutFiles> = {},
): Promise<{ folder: string; key: SigningKey }> {
  const folder = await writeSample(parent);
  const key = await createSigningKey();
  await writeManifest(folder, { ...MANIFEST, ...changes });
  await signPlugin(folder, key.privateJwk);
  return { folder, key };
}

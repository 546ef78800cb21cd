import { writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { decode, manifestCodec, type PluginManifest } from '@kora/contracts';
import { isLeft } from 'fp-ts/lib/Either.js';
import { issuesAsJson, signingErrors } from '../errors.ts';
import { hashPluginFiles } from '../files/hash-plugin-files.ts';
import { listPluginFiles } from '../files/list-plugin-files.ts';
import { MANIFEST_FILE } from '../files/names.ts';
import { entryIssues } from '../manifest/entry-issues.ts';

/** A manifest as its author writes it: the files are filled in by {@link writeManifest}. */
export type ManifestWithoutFiles = Omit<PluginManifest, 'files'>;

/**
 * Writes `plugin.json` into a plugin's folder, with the SHA-256 of every other file in it. Sign it afterwards.
 * @throws KORA_PLUGIN_FILE_IRREGULAR when the folder holds a link or another entry that no plugin may contain.
 * @throws KORA_PLUGIN_MANIFEST_INVALID when the manifest does not decode or its entry is not in the folder.
 */
export async function writeManifest(folder: string, manifest: ManifestWithoutFiles): Promise<PluginManifest> {
  const plugin_id = basename(resolve(folder));
  const listing = await listPluginFiles(folder);
  const hashed = await hashPluginFiles(folder, listing.files);
  const [irregular] = [...listing.irregular, ...hashed.irregular];
  if (irregular !== undefined) {
    throw signingErrors.KORA_PLUGIN_FILE_IRREGULAR({ plugin_id, kind: 'tampered', ...irregular });
  }
  const complete = decode(manifestCodec, { ...manifest, files: Object.fromEntries(hashed.files) });
  const issues = isLeft(complete) ? complete.left : entryIssues(complete.right);
  if (isLeft(complete) || issues.length > 0) {
    throw signingErrors.KORA_PLUGIN_MANIFEST_INVALID({ plugin_id, kind: 'tampered', issues: issuesAsJson(issues) });
  }
  await writeFile(join(folder, MANIFEST_FILE), `${JSON.stringify(complete.right, null, 2)}\n`);
  return complete.right;
}

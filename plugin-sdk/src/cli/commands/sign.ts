import { join } from 'node:path';
import { isRecord, type JsonObject } from '@kora/contracts';
import { isLeft } from 'fp-ts/lib/Either.js';
import { issuesAsJson } from '../../signing/errors.ts';
import { MANIFEST_FILE } from '../../signing/files/names.ts';
import { parseJsonBytes } from '../../signing/files/parse-json-bytes.ts';
import { decodePrivateJwk, publicKeyOf } from '../../signing/keys/signing-key.ts';
import { signPlugin } from '../../signing/sign/sign-plugin.ts';
import { type ManifestWithoutFiles, writeManifest } from '../../signing/sign/write-manifest.ts';
import { cliErrors } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { readInput } from '../files.ts';
import type { Report } from '../report.ts';

export interface SignOptions {
  /** File with the private key. */
  readonly key: string;
  /** File with the manifest; by default the folder's own plugin.json, whose `files` are filled in anew. */
  readonly manifest?: string;
}

/** Lists the files of a folder in its plugin.json and signs it. */
export async function sign(folder: string, options: SignOptions): Promise<Report> {
  const key = decodePrivateJwk(await readInput(options.key));
  if (isLeft(key)) throw key.left;
  const manifest = await writeManifest(folder, await readManifest(options.manifest ?? join(folder, MANIFEST_FILE)));
  await signPlugin(folder, key.right);
  const { kid } = await publicKeyOf(key.right);
  const files = Object.keys(manifest.files).length;
  return {
    data: { plugin_id: manifest.id, version: manifest.version, files, kid },
    text: `Signed ${manifest.id} ${manifest.version}, ${files} files, with key ${kid}`,
    exitCode: EXIT.done,
  };
}

async function readManifest(path: string): Promise<ManifestWithoutFiles> {
  const json = parseJsonBytes(await readInput(path));
  if (isLeft(json) || !isRecord(json.right)) {
    const issues = isLeft(json)
      ? issuesAsJson(json.left)
      : [{ path: '', code: 'WRONG_TYPE', message: 'must be an object' }];
    throw cliErrors.KORA_PLUGIN_CLI_FILE_INVALID({ path, what: 'manifest', issues });
  }
  return json.right as JsonObject & ManifestWithoutFiles;
}

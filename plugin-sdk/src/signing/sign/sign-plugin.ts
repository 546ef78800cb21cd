import { readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { PluginSignature } from '@kora/contracts';
import { isLeft } from 'fp-ts/lib/Either.js';
import { FlattenedSign, importJWK } from 'jose';
import { issuesAsJson, signingErrors } from '../errors.ts';
import { MANIFEST_FILE, SIGNATURE_FILE } from '../files/names.ts';
import { type PrivateJwk, thumbprintOf } from '../keys/signing-key.ts';
import { decodeManifest } from '../manifest/decode-manifest.ts';
import { encodeSignature } from '../signature/encode-signature.ts';

/**
 * Signs the exact bytes of a folder's `plugin.json` and writes `plugin.sig.json`: a flattened JWS with detached payload
 * (RFC 7515, appendix F). The header is `{ alg: 'EdDSA', kid }`, where kid is the key's RFC 7638 thumbprint.
 * @throws KORA_PLUGIN_MANIFEST_INVALID when plugin.json does not decode; {@link writeManifest} writes it.
 */
export async function signPlugin(folder: string, key: PrivateJwk): Promise<PluginSignature> {
  const bytes = await readFile(join(folder, MANIFEST_FILE));
  const manifest = decodeManifest(bytes);
  if (isLeft(manifest)) {
    const plugin_id = basename(resolve(folder));
    const issues = issuesAsJson(manifest.left);
    throw signingErrors.KORA_PLUGIN_MANIFEST_INVALID({ plugin_id, kind: 'tampered', issues });
  }
  const header = { alg: 'EdDSA', kid: await thumbprintOf(key.x) };
  const jws = await new FlattenedSign(bytes).setProtectedHeader(header).sign(await importJWK({ ...key }, 'EdDSA'));
  if (jws.protected === undefined) throw new Error('signPlugin: jose returned no protected header');
  const signature = { protected: jws.protected, signature: jws.signature };
  await writeFile(join(folder, SIGNATURE_FILE), encodeSignature(signature));
  return signature;
}

import { decode, type TrustStore, trustStoreCodec } from '@kora/contracts';
import { isLeft, isRight } from 'fp-ts/lib/Either.js';
import { issuesAsJson } from '../../signing/errors.ts';
import { parseJsonBytes } from '../../signing/files/parse-json-bytes.ts';
import { decodePublicKey } from '../../signing/keys/signing-key.ts';
import { decodeManifest } from '../../signing/manifest/decode-manifest.ts';
import type { PluginEvidence } from '../../signing/verify/evidence.ts';
import { gatherEvidence } from '../../signing/verify/gather-evidence.ts';
import { verifyPlugin } from '../../signing/verify/verify-plugin.ts';
import { cliErrors } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { readInput } from '../files.ts';
import type { Report } from '../report.ts';

export interface VerifyOptions {
  /** File with a trust store. */
  readonly trust?: string;
  /** File with one public key, trusted for whichever publisher the manifest names. */
  readonly key?: string;
  /** Version of the contracts to verify against. */
  readonly contract: string;
}

/** Says whether Studio would load a folder, and every reason if it would not. */
export async function verify(folder: string, options: VerifyOptions): Promise<Report> {
  const evidence = await gatherEvidence(folder);
  const trust =
    options.trust === undefined ? await trustOfKey(options.key ?? '', evidence) : await trustOf(options.trust);
  const policy = { contractVersion: options.contract, highestInstalledVersion: null };
  const verdict = await verifyPlugin(evidence, trust, policy);
  if (isRight(verdict)) {
    const { manifest, kid } = verdict.right;
    const about = { plugin_id: manifest.id, version: manifest.version, publisher: manifest.publisher, kid };
    const text = `${manifest.id} ${manifest.version} of ${manifest.publisher} holds, signed with ${kid}`;
    return { data: { verified: true, ...about }, text, exitCode: EXIT.done };
  }
  const failures = verdict.left.map((error) => ({ ...error.toBody() }));
  return {
    data: { verified: false, plugin_id: evidence.folder_id, failures },
    text: verdict.left.map((error) => `${error.code}: ${error.message}`).join('\n'),
    exitCode: EXIT.refused,
  };
}

async function trustOf(path: string): Promise<TrustStore> {
  const json = parseJsonBytes(await readInput(path));
  const trust = isLeft(json) ? json : decode(trustStoreCodec, json.right);
  if (isRight(trust)) return trust.right;
  throw cliErrors.KORA_PLUGIN_CLI_FILE_INVALID({ path, what: 'trust store', issues: issuesAsJson(trust.left) });
}

async function trustOfKey(path: string, evidence: PluginEvidence): Promise<TrustStore> {
  const key = decodePublicKey(await readInput(path));
  if (isLeft(key)) throw key.left;
  const manifest = decodeManifest(evidence.manifestBytes ?? new Uint8Array());
  const publisher = isRight(manifest) ? manifest.right.publisher : 'unknown';
  return { version: '1.0', publishers: [{ publisher, keys: [{ ...key.right, status: 'trusted', origin: 'user' }] }] };
}

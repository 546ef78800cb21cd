import type { PluginManifest } from '@kora/contracts';
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js';
import type { KoraError } from '../../../errors/kora-error.ts';
import { issuesAsJson, signingErrors } from '../../errors.ts';
import { decodeManifest } from '../../manifest/decode-manifest.ts';
import type { PluginEvidence } from '../evidence.ts';

const MISSING = [{ path: '', code: 'MISSING_FIELD', message: 'is missing or too large' }];

/** 1. Does the manifest decode? */
export function manifestDecodes(evidence: PluginEvidence): Either<KoraError, PluginManifest> {
  const { folder_id: plugin_id, manifestBytes } = evidence;
  const invalid = (issues: typeof MISSING) =>
    left(signingErrors.KORA_PLUGIN_MANIFEST_INVALID({ plugin_id, kind: 'tampered', issues }));
  if (manifestBytes === null) return invalid(MISSING);
  const manifest = decodeManifest(manifestBytes);
  return isLeft(manifest) ? invalid(issuesAsJson(manifest.left)) : right(manifest.right);
}

/** 2. Is the id that of the folder? Otherwise one plugin could stand in another one's place. */
export function idEqualsFolderName(evidence: PluginEvidence, manifest: PluginManifest): readonly KoraError[] {
  const plugin_id = evidence.folder_id;
  if (manifest.id === plugin_id) return [];
  return [signingErrors.KORA_PLUGIN_ID_MISMATCH({ plugin_id, kind: 'tampered', declared: manifest.id })];
}

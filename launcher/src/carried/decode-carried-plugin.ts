import { decodeManifest } from '@kora/plugin-sdk/signing';
import { isLeft } from 'fp-ts/lib/Either.js';
import { launcherErrors } from '../errors.ts';
import type { CarriedPlugin } from './carried-plugin.ts';

/**
 * Reads a carried plugin through `read`, which returns the bytes of a path of its folder.
 * @throws KORA_LAUNCHER_BUILD_DAMAGED when the build's own plugin.json does not decode.
 */
export function decodeCarriedPlugin(
  id: string,
  read: (path: string) => Uint8Array,
  extraPaths: readonly string[] = [],
): CarriedPlugin {
  const manifestBytes = read('plugin.json');
  const manifest = decodeManifest(manifestBytes);
  if (isLeft(manifest)) {
    const [first] = manifest.left;
    throw launcherErrors.KORA_LAUNCHER_BUILD_DAMAGED({ plugin_id: id, reason: first?.message ?? 'empty' });
  }
  const paths = [...Object.keys(manifest.right.files), 'plugin.json', ...extraPaths];
  return { manifest: manifest.right, manifestBytes, paths, read };
}

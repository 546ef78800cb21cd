import { getAssetKeys, getRawAsset } from 'node:sea';
import type { CarriedPlugin } from './carried-plugin.ts';
import { decodeCarriedPlugin } from './decode-carried-plugin.ts';

const PREFIX = 'plugins/';

/** The signed plugins inside the single executable. Their bytes stay where they are until they are asked for. */
export function pluginsInExecutable(): readonly CarriedPlugin[] {
  const ids = new Set(
    getAssetKeys()
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => key.slice(PREFIX.length).split('/', 1)[0] ?? ''),
  );
  return [...ids]
    .sort()
    .map((id) =>
      decodeCarriedPlugin(id, (path) => new Uint8Array(getRawAsset(`${PREFIX}${id}/${path}`)), ['plugin.sig.json']),
    );
}

import type { PluginManifest } from '@kora/contracts';
import type { ContributionKind } from './contribution-kinds.ts';
import { registryErrors } from './errors.ts';
import { singular } from './plan-wiring.ts';
import type { PluginRecord } from './plugin-record.ts';

const declares = (manifest: PluginManifest | null, kind: ContributionKind, id: string) =>
  manifest?.contributes[kind]?.includes(id) ?? false;

/** A plugin that runs answers before one that waits, and both before one that is in trouble. */
const RANK = { active: 0, verified: 1, failed: 2, blocked: 3, refused: 4 } as const;

/** The plugins that may be asked for a kind of contribution, sorted by id. */
export function declaring(records: readonly PluginRecord[], kind: ContributionKind): readonly PluginRecord[] {
  return records.filter(({ state, manifest }) => state !== 'refused' && (manifest?.contributes[kind]?.length ?? 0) > 0);
}

/**
 * The plugin that declares a contribution.
 * @throws KORA_REGISTRY_PLUGIN_REFUSED when only refused plugins do: "not found" would send people looking in vain
 * @throws KORA_REGISTRY_CONTRIBUTION_NOT_FOUND
 */
export function findContributor(records: readonly PluginRecord[], kind: ContributionKind, id: string): PluginRecord {
  const candidates = records.filter(({ manifest }) => declares(manifest, kind, id));
  const [best] = candidates.toSorted((a, b) => RANK[a.state] - RANK[b.state]);
  if (best === undefined) {
    // A plugin whose manifest cannot be read may be the one that was meant.
    const refused_plugins = records.filter(({ state }) => state === 'refused').map((record) => record.id);
    throw registryErrors.KORA_REGISTRY_CONTRIBUTION_NOT_FOUND({ kind: singular(kind), id, refused_plugins });
  }
  if (best.state !== 'refused' || best.error === null) return best;
  const { code: cause_code, message: reason } = best.error;
  const details = { plugin_id: best.id, kind: singular(kind), id, cause_code, reason };
  throw registryErrors.KORA_REGISTRY_PLUGIN_REFUSED(details, best.error);
}

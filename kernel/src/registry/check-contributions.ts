import { isRecord, type PluginManifest } from '@kora/contracts';
import type { KoraError } from '@kora/plugin-sdk';
import { CONTRIBUTION_KINDS, contributionsOf, idsOf, SPEC_VERSIONS, textOf } from './contribution-kinds.ts';
import { registryErrors } from './errors.ts';
import { singular } from './plan-wiring.ts';

const major = (version: string) => version.split('.')[0];

/** What is in `a` more often than in `b`. */
function surplus(a: readonly string[], b: readonly string[]): readonly string[] {
  const left = [...b];
  return a.filter((item) => {
    const at = left.indexOf(item);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function idsByManifest({ contributes, provides }: PluginManifest): readonly string[] {
  const kinds = CONTRIBUTION_KINDS.flatMap((kind) => (contributes[kind] ?? []).map((id) => `${singular(kind)} ${id}`));
  return [...kinds, ...provides.map((token) => `service ${token}`)];
}

function idsByCode(returned: unknown): readonly string[] {
  const kinds = CONTRIBUTION_KINDS.flatMap((kind) => idsOf(returned, kind).map((id) => `${singular(kind)} ${id}`));
  const tokens = contributionsOf(returned, 'services').map((service) => {
    const token = typeof service === 'object' && service !== null ? Reflect.get(service, 'token') : undefined;
    return `service ${textOf(token, 'name')}`;
  });
  return [...kinds, ...tokens];
}

/** Every path that a panel names: its module, what it shares, and the files of its page. */
function filesOfPanel(panel: unknown): readonly string[] {
  const below = (field: string) => {
    const value: unknown = isRecord(panel) ? panel[field] : undefined;
    return isRecord(value) ? Object.values(value) : [];
  };
  const named = [textOf(panel, 'module'), ...below('imports'), ...below('page')];
  return named.map((path) => (typeof path === 'string' ? path : '?'));
}

/**
 * Holds what `init` returned against the signed manifest: the same contributions and services, neither more nor fewer, of an
 * interface version that this kernel has, and panels only of signed files.
 */
export function checkContributions(manifest: PluginManifest, returned: unknown): KoraError | null {
  const plugin_id = manifest.id;
  const [declared, actual] = [idsByManifest(manifest), idsByCode(returned)];
  const [undeclared, missing] = [surplus(actual, declared), surplus(declared, actual)];
  if (undeclared.length > 0 || missing.length > 0)
    return registryErrors.KORA_REGISTRY_CONTRIBUTIONS_DIFFER({ plugin_id, undeclared, missing });

  for (const kind of CONTRIBUTION_KINDS) {
    for (const item of contributionsOf(returned, kind)) {
      const [version, supported] = [textOf(item, 'specVersion'), SPEC_VERSIONS[kind]];
      if (major(version) === major(supported)) continue;
      const contribution = `${singular(kind)} ${textOf(item, 'id')}`;
      return registryErrors.KORA_REGISTRY_SPEC_VERSION({ plugin_id, contribution, declared: version, supported });
    }
  }
  for (const item of contributionsOf(returned, 'panels')) {
    const module = filesOfPanel(item).find((path) => !Object.hasOwn(manifest.files, path));
    if (module === undefined) continue;
    const panel = textOf(item, 'id');
    return registryErrors.KORA_REGISTRY_PANEL_MODULE_UNLISTED({ plugin_id, panel, module });
  }
  return null;
}

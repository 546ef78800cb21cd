import { join } from 'node:path';
import { isRecord, type PluginManifest } from '@kora/contracts';
import type { PluginDefinition } from '@kora/plugin-sdk';
import { registryErrors } from './errors.ts';
import { reasonOf } from './reason-of.ts';

/**
 * Imports a module of a verified plugin by absolute path. `revision` names its content, so that an importer that caches by
 * address can tell an updated plugin from the old one.
 */
export type ImportModule = (path: string, revision: string) => Promise<unknown>;

function isDefinition(value: unknown): value is PluginDefinition {
  return (
    isRecord(value) &&
    typeof value.id === 'string' &&
    typeof value.init === 'function' &&
    isRecord(value.deps) &&
    Object.values(value.deps).every((token) => isRecord(token) && typeof token.name === 'string')
  );
}

/**
 * Imports a plugin's entry and holds what it exports against its manifest.
 * @throws KORA_REGISTRY_IMPORT_FAILED, KORA_REGISTRY_NO_PLUGIN_EXPORT, KORA_REGISTRY_ID_DIFFERS, KORA_REGISTRY_REQUIRES_DIFFER
 */
export async function loadDefinition(
  manifest: PluginManifest,
  folder: string,
  revision: string,
  importModule: ImportModule,
): Promise<PluginDefinition> {
  const { id: plugin_id, entry } = manifest;
  let module: unknown;
  try {
    module = await importModule(join(folder, entry), revision);
  } catch (cause) {
    throw registryErrors.KORA_REGISTRY_IMPORT_FAILED({ plugin_id, entry, reason: reasonOf(cause) }, cause);
  }
  const definition = isRecord(module) ? module.plugin : undefined;
  if (!isDefinition(definition)) throw registryErrors.KORA_REGISTRY_NO_PLUGIN_EXPORT({ plugin_id, entry });
  if (definition.id !== plugin_id)
    throw registryErrors.KORA_REGISTRY_ID_DIFFERS({ plugin_id, defined: definition.id.slice(0, 128) });
  const asked = new Set(Object.values(definition.deps).map((token) => token.name));
  const undeclared = [...asked].filter((token) => !manifest.requires.includes(token));
  const unused = manifest.requires.filter((token) => !asked.has(token));
  if (undeclared.length > 0 || unused.length > 0)
    throw registryErrors.KORA_REGISTRY_REQUIRES_DIFFER({ plugin_id, undeclared, unused });
  return definition;
}

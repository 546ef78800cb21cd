export type { DeclaredRoute } from './declared-route.ts';
export { registryErrors } from './errors.ts';
export type { ImportModule } from './load-definition.ts';
export { openRegistry, type RegistryOptions } from './open-registry.ts';
export type { InstalledPanel, PluginRegistry } from './plugin-registry.ts';

export { loadOrCreateToken } from './api-token.ts';
export {
  ENVIRONMENT_OVERRIDES,
  type EnvironmentOverride,
  fieldsSetByEnvironment,
} from './config/environment-overrides.ts';
export { type ConfigSources, loadStudioConfig } from './config/load-studio-config.ts';
export {
  DEFAULT_STUDIO_CONFIG,
  type StudioConfig,
  type StudioConfigFile,
  type StudioLimits,
  studioConfigFileCodec,
} from './config/studio-config.ts';
export { type DataPaths, dataPathsOf } from './data-paths.ts';
export { type DataRoot, type DataRootOptions, openDataRoot } from './data-root.ts';
export { dataErrors } from './errors.ts';
export { type LockHolder, readLock } from './lock/data-root-lock.ts';
export { type DataRootLocation, resolveDataRootPath } from './resolve-data-root-path.ts';
export { writeFileAtomically } from './write-file-atomically.ts';

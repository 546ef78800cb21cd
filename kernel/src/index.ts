export { type DataPaths, dataPathsOf } from './data/data-paths.ts';
export { readLock } from './data/lock/data-root-lock.ts';
export { resolveDataRootPath } from './data/resolve-data-root-path.ts';
export { writeFileAtomically } from './data/write-file-atomically.ts';
export { startKernel } from './kernel.ts';
export type { Kernel, KernelOptions } from './kernel-options.ts';
export { loadTrustStore } from './verify/load-trust-store.ts';
export { openPluginState, type PluginStateStore } from './verify/plugin-state.ts';

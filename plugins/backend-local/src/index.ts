export { LocalBackend, type LocalBackendParts } from './local-backend.ts';
export { plugin } from './plugin.ts';

export { verifyErrors } from './errors.ts';
export {
  type AcceptedFolder,
  createFolderVerifier,
  type FolderVerdict,
  type FolderVerifier,
  type RefusedFolder,
  type VerifierOptions,
} from './folder-verifier.ts';
export { loadTrustStore } from './load-trust-store.ts';
export { openPluginState, type PluginStateStore } from './plugin-state.ts';

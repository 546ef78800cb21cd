import type { TrustStore } from '@kora/contracts';
import type { Clock } from '@kora/plugin-sdk';
import { type ServiceEnvironment, serviceFactories } from '../services/service-factories.ts';
import { createFolderVerifier } from '../verify/folder-verifier.ts';
import { openPluginState } from '../verify/plugin-state.ts';
import { LivePluginRegistry } from './live-plugin-registry.ts';
import type { ImportModule } from './load-definition.ts';
import type { PluginRegistry } from './plugin-registry.ts';

/** Long enough for a slow disk, short enough that nobody thinks that Studio hangs. */
const ACTIVATION_TIMEOUT_MS = 15_000;

/** A copying program writes file after file; a folder that has been quiet for this long is taken to be complete. */
const QUIET_MS = 300;

export interface RegistryOptions extends ServiceEnvironment {
  readonly paths: ServiceEnvironment['paths'] & {
    readonly plugins: string;
    readonly pluginState: string;
    readonly trustedPublishers: string;
  };
  readonly clock: Clock;
  readonly importModule: ImportModule;
  /** Runs only plugins that were signed by a release key, or by the key of a build from source. */
  readonly safeMode: boolean;
  readonly contractVersion: string;
  readonly releaseKeys: TrustStore['publishers'];
  /** Longest that an activation may take, dependencies included, in ms. */
  readonly activationTimeoutMs?: number;
  /** How long a changed folder must be quiet before it is looked at, in ms. */
  readonly quietMs?: number;
}

/**
 * Reads and verifies every plugin folder (all at once), decides who can start, and watches the folder from then on. No
 * plugin's code is imported yet. A plugin that cannot be used is listed with the reason and stops nobody else.
 * @throws KORA_VERIFY_TRUST_STORE_DAMAGED, KORA_VERIFY_PLUGIN_STATE_DAMAGED
 */
export async function openRegistry(options: RegistryOptions): Promise<PluginRegistry> {
  const state = await openPluginState(options.paths.pluginState);
  const { safeMode, contractVersion, releaseKeys } = options;
  const trustedPublishersPath = options.paths.trustedPublishers;
  const registry = new LivePluginRegistry({
    folder: options.paths.plugins,
    services: serviceFactories(options),
    newVerifier: () => createFolderVerifier({ trustedPublishersPath, safeMode, contractVersion, releaseKeys, state }),
    accepted: (plugins) => state.accept(plugins),
    importModule: options.importModule,
    clock: options.clock,
    log: options.logs.logger('registry'),
    limitMs: options.activationTimeoutMs ?? ACTIVATION_TIMEOUT_MS,
    quietMs: options.quietMs ?? QUIET_MS,
  });
  await registry.open();
  return registry;
}

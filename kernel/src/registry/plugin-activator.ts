import type { Connector, PluginManifest } from '@kora/contracts';
import { type Clock, type Contributions, giveWay, isKoraError, type KoraError, type Logger } from '@kora/plugin-sdk';
import type { DependencyContainer } from 'tsyringe';
import type { ServiceFactory } from '../services/service-factories.ts';
import type { FolderVerdict } from '../verify/folder-verifier.ts';
import { checkContributions } from './check-contributions.ts';
import { registryErrors } from './errors.ts';
import { type ImportModule, loadDefinition } from './load-definition.ts';
import { OneAtATime } from './one-at-a-time.ts';
import { createPluginContainer, createRootContainer } from './plugin-container.ts';
import type { ActivePlugin, PluginRecord } from './plugin-record.ts';
import { createPluginScope, type PluginScope } from './plugin-scope.ts';
import { reasonOf } from './reason-of.ts';
import { withTimeLimit } from './with-time-limit.ts';

export interface ActivatorOptions {
  /** The kernel's own services, by token name. */
  readonly services: ReadonlyMap<string, ServiceFactory>;
  /** The plugin that provides a token. */
  provider(token: string): PluginRecord | undefined;
  verify(folder: string): Promise<FolderVerdict>;
  readonly importModule: ImportModule;
  readonly clock: Clock;
  readonly log: Logger;
  /** Longest that one activation may take, its dependencies included, and longest for each undo step; milliseconds. */
  readonly limitMs: number;
  onChange(): void;
}

/** Starts and stops single plugins. */
export class PluginActivator {
  readonly #options: ActivatorOptions;
  readonly #root: DependencyContainer = createRootContainer();
  readonly #order: PluginRecord[] = [];
  readonly #imports = new OneAtATime();

  constructor(options: ActivatorOptions) {
    this.#options = options;
  }

  /** The active plugins, in the order in which they became so. */
  get order(): readonly PluginRecord[] {
    return this.#order;
  }

  /**
   * Makes a plugin active, and first those that it needs. Concurrent calls share one activation; a plugin that failed is not
   * tried again, its error is given again.
   */
  activate(record: PluginRecord): Promise<ActivePlugin> {
    if (record.activation !== null) return record.activation;
    if (record.error !== null) return Promise.reject(record.error);
    record.activation = this.#start(record);
    return record.activation;
  }

  /** Stops a plugin, waiting first for a start that is under way. Never rejects: what goes wrong is logged. */
  async deactivate(record: PluginRecord, state: 'verified' | 'failed' = 'verified', error: KoraError | null = null) {
    await Promise.allSettled([record.activation]);
    const { active } = record;
    if (active === null) return;
    this.#order.splice(this.#order.indexOf(record), 1);
    Object.assign(record, { active: null, activation: null, state, error });
    await this.#close(record, active.scope);
    this.#options.onChange();
  }

  async #close(record: PluginRecord, scope: PluginScope): Promise<void> {
    const failures = await scope.close();
    for (const failure of failures) {
      this.#options.log.warn('plugin did not clean up', { plugin_id: record.id, reason: reasonOf(failure) });
    }
  }

  async #start(record: PluginRecord): Promise<ActivePlugin> {
    const { clock, limitMs, log } = this.#options;
    const began = clock.monotonic();
    const scope = createPluginScope(limitMs);
    let refused = false;
    try {
      const refusal = await this.#refusal(record);
      refused = refusal !== null;
      if (refusal !== null) throw refusal;
      const late = () => this.#timeout(record);
      record.active = await withTimeLimit(() => this.#bringUp(record, scope), limitMs, late);
      record.state = 'active';
      this.#order.push(record);
      return record.active;
    } catch (thrown) {
      const error = isKoraError(thrown) ? thrown : this.#initFailed(record, thrown);
      Object.assign(record, { state: refused ? 'refused' : 'failed', error, activation: null });
      log.error('plugin not started', { plugin_id: record.id, code: error.code, reason: error.message });
      await this.#close(record, scope);
      throw error;
    } finally {
      record.progress = null;
      record.activation_ms = Math.max(0, clock.monotonic() - began);
      this.#options.onChange();
    }
  }

  /** Files may have changed since the folder was verified: code is judged once more just before it is imported. */
  async #refusal(record: PluginRecord): Promise<KoraError | null> {
    await record.after;
    const verdict = await this.#options.verify(record.folder);
    if (verdict._tag === 'Left') return verdict.left.error;
    if (verdict.right.revision === record.revision) return null;
    return registryErrors.KORA_REGISTRY_PLUGIN_CHANGED({ plugin_id: record.id });
  }

  async #bringUp(record: PluginRecord, scope: PluginScope): Promise<ActivePlugin> {
    const { manifest, revision } = record;
    if (manifest === null || revision === null) throw new Error(`plugin ${record.id} was never verified`);
    const bindings = await this.#bindings(record, manifest, scope);
    // The time limit may have passed while we waited; from here on a stranger's code would run for nobody.
    scope.signal.throwIfAborted();
    record.progress = { phase: 'import', waits_for: null };
    const { importModule } = this.#options;
    const definition = await this.#imports.run(() => loadDefinition(manifest, record.folder, revision, importModule));
    const began = performance.now();
    scope.signal.throwIfAborted();

    record.progress = { phase: 'init', waits_for: null };
    const container = createPluginContainer(this.#root, bindings);
    scope.defer(() => container.dispose());
    const services: Record<string, unknown> = {};
    for (const [name, token] of Object.entries(definition.deps)) services[name] = await container.resolve(token.name);
    const contributions = await this.#init(record, () => definition.init(services, scope));
    await giveWay(began);
    // Deferred last, so that it is undone first, and at once when init came too late.
    for (const connector of contributions.connectors ?? []) scope.defer(() => disposeConnector(connector));
    const mismatch = checkContributions(manifest, contributions);
    if (mismatch !== null) throw mismatch;
    const provided = (contributions.services ?? []).map(({ token, value }) => [token.name, value] as const);
    return { contributions, services: new Map(provided), scope };
  }

  /** How each required token becomes a value. Plugins that provide some are activated first. */
  async #bindings(
    record: PluginRecord,
    manifest: PluginManifest,
    scope: PluginScope,
  ): Promise<ReadonlyMap<string, () => unknown>> {
    const bindings = new Map<string, () => unknown>();
    for (const token of manifest.requires) {
      const factory = this.#options.services.get(token);
      if (factory !== undefined) {
        bindings.set(token, () => factory({ manifest, folder: record.folder }, scope));
        continue;
      }
      const provider = await this.#activateProvider(record, token);
      bindings.set(token, () => provider.services.get(token));
    }
    return bindings;
  }

  async #activateProvider(record: PluginRecord, token: string): Promise<ActivePlugin> {
    const plugin_id = record.id;
    const provider = this.#options.provider(token);
    if (provider === undefined) {
      const missing = [{ token, reason: 'no installed plugin provides it' }];
      throw registryErrors.KORA_REGISTRY_MISSING_DEPENDENCIES({ plugin_id, missing });
    }
    record.progress = { phase: 'waiting', waits_for: provider };
    try {
      return await this.activate(provider);
    } catch (cause) {
      const cause_code = isKoraError(cause) ? cause.code : 'unknown';
      const details = { plugin_id, dependency: provider.id, reason: reasonOf(cause), cause_code };
      throw registryErrors.KORA_REGISTRY_DEPENDENCY_FAILED(details, cause);
    }
  }

  async #init(record: PluginRecord, init: () => Contributions | Promise<Contributions>): Promise<Contributions> {
    try {
      return (await init()) ?? {};
    } catch (thrown) {
      throw this.#initFailed(record, thrown);
    }
  }

  #initFailed(record: PluginRecord, thrown: unknown): KoraError {
    const cause_code = isKoraError(thrown) ? thrown.code : null;
    const details = { plugin_id: record.id, reason: reasonOf(thrown), cause_code };
    return registryErrors.KORA_REGISTRY_INIT_FAILED(details, thrown);
  }

  #timeout(record: PluginRecord): KoraError {
    let innermost = record;
    while (innermost.progress?.waits_for) innermost = innermost.progress.waits_for;
    return registryErrors.KORA_REGISTRY_ACTIVATION_TIMEOUT({
      plugin_id: record.id,
      limit_ms: this.#options.limitMs,
      waiting_for: innermost.id,
      phase: innermost.progress?.phase ?? 'waiting',
    });
  }
}

async function disposeConnector(connector: Connector): Promise<void> {
  await connector.dispose?.();
}

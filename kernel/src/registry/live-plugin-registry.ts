import type {
  Command,
  ConnectorDirectory,
  ExecutionBackend,
  Exporter,
  HttpMethod,
  OperationLibrary,
  Route,
  TaskPlanner,
} from '@kora/contracts';
import { type Clock, type Contributions, isKoraError, type Logger } from '@kora/plugin-sdk';
import { createPluginFiles, type SignedFiles } from '../services/plugin-files.ts';
import type { ServiceFactory } from '../services/service-factories.ts';
import type { FolderVerdict, FolderVerifier } from '../verify/folder-verifier.ts';
import type { ContributionKind } from './contribution-kinds.ts';
import { declaring, findContributor } from './contribution-lookup.ts';
import { parseDeclaredRoute } from './declared-route.ts';
import { registryErrors } from './errors.ts';
import { firstOffers } from './first-offers.ts';
import type { ImportModule } from './load-definition.ts';
import { PluginActivator } from './plugin-activator.ts';
import { type PluginRecord, statusOf } from './plugin-record.ts';
import type { InstalledPanel, PluginRegistry } from './plugin-registry.ts';
import { type Dirty, PluginSet } from './plugin-set.ts';
import { reasonOf } from './reason-of.ts';
import { type PluginWatch, watchPluginFolders } from './watch-plugin-folders.ts';

export interface LiveRegistryOptions {
  readonly folder: string;
  readonly services: ReadonlyMap<string, ServiceFactory>;
  /** Makes a verifier that knows whom this machine trusts now. */
  newVerifier(): Promise<FolderVerifier>;
  accepted(plugins: readonly { readonly id: string; readonly version: string }[]): Promise<void>;
  readonly importModule: ImportModule;
  readonly clock: Clock;
  readonly log: Logger;
  readonly limitMs: number;
  readonly quietMs: number;
}

/** The registry over a folder that it watches. Composes PluginSet (what is there) and PluginActivator (what runs). */
export class LivePluginRegistry implements PluginRegistry {
  readonly #options: LiveRegistryOptions;
  readonly #set: PluginSet;
  readonly #activator: PluginActivator;
  readonly #listeners = new Set<() => void>();
  #verifier: FolderVerifier | null = null;
  #watch: PluginWatch | null = null;
  #closing: Promise<void> | null = null;

  constructor(options: LiveRegistryOptions) {
    this.#options = options;
    const verify = (folder: string) => this.#verify(folder);
    const { services, importModule, clock, log, limitMs } = options;
    this.#set = new PluginSet({
      folder: options.folder,
      kernelTokens: new Set(services.keys()),
      verify,
      accepted: (plugins) => this.#remember(plugins),
      retire: (records) => this.#retire(records),
    });
    const provider = (token: string) => this.#set.provider(token);
    const onChange = () => this.#changed();
    this.#activator = new PluginActivator({ services, provider, verify, importModule, clock, log, limitMs, onChange });
  }

  /** Reads what is there, then begins to watch. */
  async open(): Promise<void> {
    this.#verifier = await this.#options.newVerifier();
    await this.#set.update('all');
    this.#watch = watchPluginFolders(this.#options.folder, {
      quietMs: this.#options.quietMs,
      onSettled: (names) => void this.#follow(new Set(names)),
      onError: (error) => this.#options.log.warn('plugin folder is not watched', { reason: reasonOf(error) }),
    });
    // What came between the first look and the start of watching caused no event.
    void this.#watch.ready.then(() => this.#follow(new Set()));
  }

  list() {
    return this.#set.records.map(statusOf);
  }

  readonly connectors: ConnectorDirectory = {
    ids: () =>
      declaring(this.#set.records, 'connectors')
        .flatMap((r) => r.manifest?.contributes.connectors ?? [])
        .sort(),
    get: async (id) => {
      try {
        return await this.#one('connectors', id, ({ connectors }) => connectors?.find((item) => item.id === id));
      } catch (error) {
        if (isKoraError(error) && error.code === 'KORA_REGISTRY_CONTRIBUTION_NOT_FOUND') return undefined;
        throw error;
      }
    },
  };

  async operations(): Promise<readonly OperationLibrary[]> {
    const offers = await this.#all('operations');
    const { kept, clashes } = firstOffers(offers.map(([{ id }, { operations }]) => [id, operations ?? []] as const));
    for (const { plugin_id, operation, other } of clashes) {
      const record = this.#set.get(plugin_id);
      const error = registryErrors.KORA_REGISTRY_DUPLICATE_OPERATION({ plugin_id, operation, other });
      if (record !== undefined) await this.#activator.deactivate(record, 'failed', error);
    }
    return kept;
  }

  backend(id: string): Promise<ExecutionBackend> {
    return this.#one('backends', id, ({ backends }) => backends?.find((item) => item.id === id));
  }

  async planners(): Promise<readonly TaskPlanner[]> {
    return (await this.#all('planners')).flatMap(([, { planners }]) => planners ?? []);
  }

  exporter(id: string): Promise<Exporter> {
    return this.#one('exporters', id, ({ exporters }) => exporters?.find((item) => item.id === id));
  }

  command(id: string): Promise<Command> {
    return this.#one('commands', id, ({ commands }) => commands?.find((item) => item.id === id));
  }

  async panels(): Promise<readonly InstalledPanel[]> {
    const found = (await this.#all('panels')).flatMap(([record, { panels }]) =>
      (panels ?? []).map((panel) => {
        const { id, specVersion, slot, element, module, title, order, imports = {}, page = {} } = panel;
        const owner = { plugin_id: record.id, plugin_version: record.manifest?.version ?? '' };
        const revision = record.revision ?? '';
        return { id, specVersion, slot, element, module, title, order, imports, page, ...owner, revision };
      }),
    );
    const key = (panel: InstalledPanel) => `${panel.slot} ${panel.id}`;
    return found.sort((a, b) => {
      if (a.slot === b.slot && a.order !== b.order) return a.order - b.order;
      return key(a) < key(b) ? -1 : 1;
    });
  }

  get declaredRoutes() {
    return declaring(this.#set.records, 'routes')
      .filter(({ state }) => state !== 'blocked')
      .flatMap(({ id, manifest }) =>
        (manifest?.contributes.routes ?? []).flatMap((text) => {
          const route = parseDeclaredRoute(text);
          return route === undefined ? [] : [{ ...route, plugin_id: id }];
        }),
      );
  }

  route(method: HttpMethod, path: string): Promise<Route> {
    return this.#one('routes', `${method} ${path}`, ({ routes }) =>
      routes?.flatMap((group) => group.routes).find((route) => route.method === method && route.path === path),
    );
  }

  files(plugin_id: string): SignedFiles {
    const record = this.#set.get(plugin_id);
    if (record === undefined || record.manifest === null || record.state === 'refused')
      throw registryErrors.KORA_REGISTRY_PLUGIN_NOT_FOUND({ plugin_id: plugin_id.slice(0, 128) });
    return createPluginFiles({ manifest: record.manifest, folder: record.folder });
  }

  async refresh(): Promise<void> {
    this.#verifier = await this.#options.newVerifier();
    await this.#update('all');
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#watch?.close();
    await this.#set.settled();
    await Promise.allSettled(this.#set.records.map((record) => record.activation));
    await this.#retire(this.#activator.order);
    this.#listeners.clear();
  }

  async #verify(folder: string): Promise<FolderVerdict> {
    this.#verifier ??= await this.#options.newVerifier();
    return this.#verifier.verifyFolder(folder);
  }

  async #update(dirty: Dirty): Promise<void> {
    await this.#set.update(dirty);
    this.#changed();
  }

  /** Follows a change on disk. Nobody waits for it, so what goes wrong is logged and the set stays as it was. */
  async #follow(dirty: Dirty): Promise<void> {
    try {
      const verifier = await this.#options.newVerifier();
      if (this.#closing !== null) return;
      this.#verifier = verifier;
      await this.#update(dirty);
    } catch (error) {
      this.#options.log.error('plugins were not read again', { reason: reasonOf(error) });
    }
  }

  /** A full disk must not keep good plugins from running; what suffers is the protection against older versions. */
  async #remember(plugins: readonly { readonly id: string; readonly version: string }[]): Promise<void> {
    try {
      await this.#options.accepted(plugins);
    } catch (error) {
      this.#options.log.error('plugin versions were not recorded', { reason: reasonOf(error) });
    }
  }

  /** Stops records one after the other, last started first. */
  async #retire(records: readonly PluginRecord[]): Promise<void> {
    await Promise.allSettled(records.map((record) => record.activation));
    const order = this.#activator.order.filter((record) => records.includes(record));
    for (const record of order.toReversed()) await this.#activator.deactivate(record);
  }

  #changed(): void {
    for (const listener of this.#listeners) {
      try {
        listener();
      } catch (error) {
        this.#options.log.error('a listener of the plugin registry failed', { reason: reasonOf(error) });
      }
    }
  }

  #mustBeOpen(what: string): void {
    if (this.#closing !== null) throw registryErrors.KORA_REGISTRY_CLOSED({ what });
  }

  async #one<T>(kind: ContributionKind, id: string, pick: (from: Contributions) => T | undefined): Promise<T> {
    this.#mustBeOpen(id);
    const record = findContributor(this.#set.records, kind, id);
    const { contributions } = await this.#activator.activate(record);
    const found = pick(contributions);
    if (found === undefined) throw new Error(`plugin ${record.id} no longer has ${kind} ${id}`);
    return found;
  }

  /** What every working plugin of a kind contributes, by plugin id. One that fails is left out; list() shows why. */
  async #all(kind: ContributionKind): Promise<readonly (readonly [PluginRecord, Contributions])[]> {
    this.#mustBeOpen(kind);
    const records = declaring(this.#set.records, kind);
    const settled = await Promise.allSettled(records.map((record) => this.#activator.activate(record)));
    return records.flatMap((record, index) => {
      const outcome = settled[index];
      return outcome?.status === 'fulfilled' ? [[record, outcome.value.contributions] as const] : [];
    });
  }
}

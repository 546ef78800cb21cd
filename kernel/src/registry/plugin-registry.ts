import type {
  Command,
  ConnectorDirectory,
  ExecutionBackend,
  Exporter,
  HttpMethod,
  OperationLibrary,
  Panel,
  PluginStatus,
  Route,
  TaskPlanner,
} from '@kora/contracts';
import type { SignedFiles } from '../services/plugin-files.ts';
import type { DeclaredRoute } from './declared-route.ts';

/** A panel of a working plugin. `revision` names the plugin's verified content. */
export type InstalledPanel = Panel & {
  readonly plugin_id: string;
  readonly plugin_version: string;
  readonly revision: string;
};

/**
 * The installed plugins and what they contribute. Asking for a contribution activates its plugin, once, however many ask.
 * Whoever asks for one thing gets it or a KoraError that says why not; whoever asks for all gets those that work, and
 * {@link list} shows what is wrong with the others.
 */
export interface PluginRegistry {
  /** The boot picture: every plugin folder, sorted by id, with its state, its error, and how long activation took. */
  list(): readonly PluginStatus[];
  readonly connectors: ConnectorDirectory;
  /** All working libraries, ordered by plugin id. No two of them offer an operation of the same name. */
  operations(): Promise<readonly OperationLibrary[]>;
  backend(id: string): Promise<ExecutionBackend>;
  planners(): Promise<readonly TaskPlanner[]>;
  exporter(id: string): Promise<Exporter>;
  /** Sorted by slot, then order, then id. */
  panels(): Promise<readonly InstalledPanel[]>;
  command(id: string): Promise<Command>;
  /** From the manifests of plugins that may start; nothing is activated. */
  readonly declaredRoutes: readonly (DeclaredRoute & { readonly plugin_id: string })[];
  route(method: HttpMethod, path: string): Promise<Route>;
  /** The signed files of a verified plugin, for serving panel modules. @throws KORA_REGISTRY_PLUGIN_NOT_FOUND */
  files(plugin_id: string): SignedFiles;
  /** Looks at every folder and at the trust store again, and gives failed plugins another chance. */
  refresh(): Promise<void>;
  /** Calls back after any change that {@link list} would show. @returns the way to stop */
  onChange(listener: () => void): () => void;
  /** Deactivates everything in reverse order of activation. Idempotent. */
  close(): Promise<void>;
}

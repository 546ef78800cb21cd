import type {
  Command,
  Connector,
  ExecutionBackend,
  Exporter,
  OperationLibrary,
  Panel,
  Routes,
  TaskPlanner,
} from '@kora/contracts';
import type { Token } from '../tokens/token.ts';

/** Services by the name under which the plugin knows them. */
export type Dependencies = Readonly<Record<string, Token<unknown>>>;

export type Resolved<D extends Dependencies> = { readonly [K in keyof D]: D[K] extends Token<infer T> ? T : never };

/** A service that a plugin gives to others. */
export interface ProvidedService<T = unknown> {
  readonly token: Token<T>;
  readonly value: T;
}

/** Pairs a token with its service, checking the type. */
export function provide<T>(token: Token<T>, value: T): ProvidedService<T> {
  return { token, value };
}

/** What a plugin adds. The kernel refuses a plugin whose ids differ from those in its signed manifest. */
export interface Contributions {
  readonly backends?: readonly ExecutionBackend[];
  readonly connectors?: readonly Connector[];
  readonly planners?: readonly TaskPlanner[];
  readonly operations?: readonly OperationLibrary[];
  readonly exporters?: readonly Exporter[];
  readonly panels?: readonly Panel[];
  readonly routes?: readonly Routes[];
  readonly commands?: readonly Command[];
  readonly services?: readonly ProvidedService[];
}

/** The life of one activation. */
export interface Scope {
  /** Registers something to undo at deactivation; runs in reverse order, each exactly once, even when another one fails. */
  defer(undo: () => void | Promise<void>): void;
  /** Aborted when deactivation begins. */
  readonly signal: AbortSignal;
}

export interface PluginDefinition<D extends Dependencies = Dependencies> {
  readonly id: string;
  readonly deps: D;
  init(services: Resolved<D>, scope: Scope): Contributions | Promise<Contributions>;
}

/** Defines a plugin. Export the result as `plugin` from the manifest's entry. Importing it must have no effect. */
export function definePlugin<const D extends Dependencies>(definition: PluginDefinition<D>): PluginDefinition<D> {
  return Object.freeze(definition);
}

import type {
  CatalogEntry,
  DecodedPlan,
  ExecuteRequest,
  ExecutionResult,
  Json,
  LiveEvent,
  ModelList,
  Plan,
  PlanRequest,
  RunEvent,
  TelemetryBundle,
  TokensSource,
} from '@kora/contracts';
import { createToken } from './token.ts';

/** Structured log lines under the plugin's name. Fields never hold prompts, outputs or secrets. */
export interface Logger {
  debug(message: string, fields?: Record<string, Json>): void;
  info(message: string, fields?: Record<string, Json>): void;
  warn(message: string, fields?: Record<string, Json>): void;
  error(message: string, fields?: Record<string, Json>): void;
}

/** Time, so that tests can hold it still. */
export interface Clock {
  /** Wall clock. */
  now(): Date;
  /** Milliseconds from an arbitrary start; never goes backwards. */
  monotonic(): number;
}

/**
 * HTTP to the hosts of the manifest's `capabilities.hosts`, those that the user adds as `allowed_hosts` in the plugin's section of
 * studio.json, and no other. Has no time limits of its own: pass a signal.
 */
export interface HttpClient {
  fetch(url: string, init?: RequestInit): Promise<Response>;
}

/** A folder that belongs to this plugin alone and outlives updates. Names are relative paths below it. */
export interface Storage {
  readonly folder: string;
  read(name: string): Promise<Uint8Array | null>;
  /** Atomic: the old content or the new, never a mix. */
  write(name: string, content: Uint8Array | string): Promise<void>;
  remove(name: string): Promise<void>;
}

/** The plugin's own installed, verified files. */
export interface PluginFiles {
  /** Absolute path of a file that the manifest lists. Throws for any other name. */
  resolve(path: string): string;
  readText(path: string): Promise<string>;
}

/** The plugin's section of `configs/studio.json`, which the plugin decodes itself. */
export interface PluginConfig {
  readonly value: Json;
}

/** What a port of this machine answered to `GET <path>`. Hostile like anything from outside, and cut at a megabyte. */
export interface LocalAnswer {
  readonly path: string;
  readonly status: number;
  /** Its header `Server`, empty without one. */
  readonly server: string;
  readonly text: string;
}

/** Something that listens on a port of this machine where model runtimes are often found. */
export interface LocalServer {
  /** Such as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** To the paths that were asked for, those that came in time. None from what does not speak HTTP or stays silent. */
  readonly answers: readonly LocalAnswer[];
}

/**
 * Looks who listens on the ports where model runtimes are often found (`runtime_ports` of studio.json), so that they need no
 * configuration. Whoever asks recognises his own by the shape of the answers: a status proves nothing.
 */
export interface LocalServers {
  /** Asks all ports at once and waits a moment for the slow. A port where nobody listens costs nothing. */
  look(paths: readonly string[], signal: AbortSignal): Promise<readonly LocalServer[]>;
}

/** Installed models. Provided by the model library. */
export interface ModelCatalog {
  list(): Promise<readonly CatalogEntry[]>;
}

/** A run that goes on, or has just ended. */
export interface StartedRun {
  readonly run_id: string;
  /** Never rejects for what happens inside the run; that is in the result. */
  readonly result: Promise<ExecutionResult>;
  /** Telemetry so far. */
  bundle(): TelemetryBundle;
  /** Everything from the start, then what comes, until the run's end or the signal. Live events begin when it is called. */
  follow(signal: AbortSignal): AsyncIterable<RunEvent | LiveEvent>;
  cancel(): void;
}

/** The way of a graph through Studio, exactly as `POST /execute` takes it. For manifests with `capabilities.runs`. */
export interface RunStarter {
  /** Loads what runs a graph, so that the first one need not wait for code. Rejects as the first one would. */
  prepare(): Promise<void>;
  /** @throws the errors of `POST /execute` for a graph that is refused or a queue that is full. */
  start(request: ExecuteRequest): Promise<StartedRun>;
  /**
   * What is kept of a run that has ended: its telemetry, and its final output, which is undefined when contents were not kept
   * or the run did not come to its end. @returns null when nothing is known of it, or it is still going on.
   */
  outcome(
    run_id: string,
  ): Promise<{ readonly telemetry: TelemetryBundle; readonly final_output: Json | undefined } | null>;
  /** Removes what is kept of runs: their telemetry and contents. @returns false when there was none. */
  remove(run_id: string): Promise<boolean>;
  /** Removes what is kept of all runs that have ended. @returns how many there were */
  removeAll(): Promise<number>;
}

/** All planners, asked in the order of their ids until one does not decline. For manifests with `capabilities.runs`. */
export interface Planning {
  /** Loads the planners, so that the first request need not wait for code. Rejects as the first one would. */
  prepare(): Promise<void>;
  /** @returns null when every planner declined. */
  plan(request: PlanRequest, signal: AbortSignal): Promise<{ readonly planner_id: string; readonly plan: Plan } | null>;
  /** Has the planner that answered `planning` read what its graph gave. @throws KORA_PLANNER_FAILED, also when it is gone. */
  decode(planner_id: string, answer: Json, request: PlanRequest, signal: AbortSignal): Promise<DecodedPlan>;
}

/** What `GET /models` answers, and counting with a model's own tokenizer. */
export interface InstalledModels {
  list(signal: AbortSignal): Promise<ModelList>;
  /** The model that studio.json names for graphs that name none; null when it names none. */
  readonly default: { readonly model_id: string; readonly connector: string | null } | null;
  /** Tokens of a text; estimated when the model has no tokenizer at hand. Never loads a model. */
  countTokens(
    model: { readonly model_id: string; readonly connector: string | null },
    text: string,
    signal: AbortSignal,
  ): Promise<{ readonly tokens: number; readonly source: TokensSource }>;
}

export const logger = createToken<Logger>('kora.logger', 'structured log lines under the name of the plugin');
export const clock = createToken<Clock>('kora.clock', 'wall clock and monotonic clock');
export const httpClient = createToken<HttpClient>('kora.http-client', 'HTTP to the hosts that the manifest names');
export const localServers = createToken<LocalServers>(
  'kora.local-servers',
  'who listens where model runtimes are often found',
);
export const storage = createToken<Storage>('kora.storage', 'a folder of the plugin alone');
export const pluginFiles = createToken<PluginFiles>('kora.plugin-files', "the plugin's own installed files");
export const config = createToken<PluginConfig>('kora.config', "the plugin's section of studio.json");
export const modelsFolder = createToken<string>(
  'kora.models-folder',
  'absolute path of the models folder of the data root',
);
export const modelCatalog = createToken<ModelCatalog>('kora.model-catalog', 'the list of installed models');
export const runStarter = createToken<RunStarter>('kora.run-starter', 'runs graphs as POST /execute does');
export const planning = createToken<Planning>('kora.planning', 'turns messages into graphs, by whichever planner can');
export const installedModels = createToken<InstalledModels>(
  'kora.installed-models',
  'models of every connector, and their tokenizers',
);
export const conversationsFolder = createToken<string>(
  'kora.conversations-folder',
  'absolute path of the conversations folder of the data root',
);
export const exportsFolder = createToken<string>(
  'kora.exports-folder',
  'absolute path of the exports folder of the data root',
);

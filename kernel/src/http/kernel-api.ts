import type {
  ErrorBody,
  ExecuteRequest,
  HealthReport,
  HttpMethod,
  Json,
  ModelList,
  PluginStatus,
  ReplayReport,
  Route,
  RunEvent,
  RunStatus,
  RunSummary,
  RuntimeList,
  StudioSettings,
  StudioSettingsChange,
  TaskGraph,
  TelemetryBundle,
  ValidationReport,
} from '@kora/contracts';
import type { InstalledPanel } from '../registry/plugin-registry.ts';
import type { RunHandle } from '../run/live-run.ts';
import type { SignedFiles } from '../services/plugin-files.ts';

export type { RunHandle };

/** What the local API needs of the telemetry store. */
export interface RunRecords {
  read(run_id: string): Promise<readonly RunEvent[] | null>;
  bundle(run_id: string): Promise<TelemetryBundle | null>;
  list(query: { limit: number; before?: string; status?: RunStatus }): readonly RunSummary[];
  remove(run_id: string): Promise<boolean>;
}

/** What the archive kept of one run. */
export interface KeptRun {
  readonly graph: TaskGraph | null;
  readonly inputs: ReadonlyMap<string, readonly Json[]>;
  readonly model_answers: ReadonlyMap<string, readonly (string | null)[]>;
  readonly outputs: ReadonlyMap<string, Json>;
  readonly final_output: Json | undefined;
  readonly error: ErrorBody | null;
  /** False when something is missing. */
  readonly complete: boolean;
}

/** What the local API needs of the run archive. */
export interface RunContentRecords {
  read(run_id: string): Promise<KeptRun | null>;
  remove(run_id: string): Promise<boolean>;
}

/** What the local API needs of the plugin registry. */
export interface PluginDirectory {
  list(): readonly PluginStatus[];
  /** From manifests, without activation. */
  readonly declaredRoutes: readonly {
    readonly method: HttpMethod;
    readonly path: string;
    readonly plugin_id: string;
  }[];
  /** Activates the plugin of a declared route. */
  route(method: HttpMethod, path: string): Promise<Route>;
  /** Those of working plugins; asking activates them. */
  panels(): Promise<readonly InstalledPanel[]>;
  files(plugin_id: string): SignedFiles;
  /** @returns the way to stop listening. */
  onChange(listener: () => void): () => void;
}

/** What the kernel knows of its own health; the local API adds versions, processor load and plugins. Must not be slow. */
export type KernelHealth = Omit<HealthReport, 'api_version' | 'cpu_load' | 'gpu_available' | 'plugins'> & {
  /** Absent when nobody has looked. */
  readonly gpu_available?: boolean;
};

/** The settings that can be changed while Studio runs. */
export interface ChangeableSettings {
  read(): StudioSettings;
  change(change: StudioSettingsChange): Promise<StudioSettings>;
}

/** What the kernel offers to the local API. */
export interface KernelApi {
  health(): Promise<KernelHealth>;
  /** Accepts a run. Rejects with a KoraError: VALIDATION_ERROR with `issues`, OVERLOADED with `retry_after_s`, and others. */
  submit(request: ExecuteRequest): Promise<RunHandle>;
  validate(graph: TaskGraph): Promise<ValidationReport>;
  /** A run that is queued or running. */
  run(run_id: string): RunHandle | undefined;
  /** Waits until the cancellation is confirmed. Rejects with NOT_FOUND, or CONFLICT when the run has already ended. */
  cancel(run_id: string): Promise<TelemetryBundle>;
  /**
   * Runs a finished run again without asking a model, and compares. Rejects with NOT_FOUND, or CONFLICT when it cannot be
   * replayed.
   */
  replay(run_id: string, signal: AbortSignal): Promise<ReplayReport>;
  /** @param wait_ms how long to wait for a runtime that is slow; a moment unless given. */
  models(signal: AbortSignal, wait_ms?: number): Promise<ModelList>;
  /** Every runtime that was found, and who else listens where runtimes are often found. */
  runtimes(signal: AbortSignal, wait_ms?: number): Promise<RuntimeList>;
  readonly telemetry: RunRecords;
  readonly archive: RunContentRecords;
  readonly settings: ChangeableSettings;
  readonly registry: PluginDirectory;
}

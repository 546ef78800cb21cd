import { integer, type JsonObject, jsonObject, oneOf, pattern, strict, text } from '@kora/contracts';
import * as t from 'io-ts';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;

const name = t.union([text('Name', 512, 1), t.null]);

const limitsFileCodec = strict(
  'Limits',
  {},
  {
    max_concurrent_runs: integer('MaxConcurrentRuns', 1, 64),
    max_queued_runs: integer('MaxQueuedRuns', 0, 10_000),
    max_body_bytes: integer('MaxBodyBytes', 1_024, 256 * 1_048_576),
    max_event_streams: integer('MaxEventStreams', 1, 10_000),
  },
);

/** `configs/studio.json` as it is written: every field may be absent, none may be unknown. */
export const studioConfigFileCodec = strict(
  'StudioConfig',
  {},
  {
    port: integer('Port', 0, 65_535),
    execution_backend: pattern('BackendId', /^[a-z][a-z0-9-]{0,62}$/, 'the id of a backend, such as local'),
    limits: limitsFileCodec,
    keep_run_contents: t.boolean,
    default_model: name,
    default_connector: name,
    lan: t.boolean,
    runtime_ports: t.readonlyArray(integer('RuntimePort', 1, 65_535)),
    log_level: oneOf('LogLevel', LOG_LEVELS),
    plugins: jsonObject,
  },
);
export type StudioConfigFile = t.TypeOf<typeof studioConfigFileCodec>;

/** How much Studio takes on before it answers OVERLOADED or refuses. */
export interface StudioLimits {
  readonly max_concurrent_runs: number;
  /** Runs that may wait for their turn; one more is refused. */
  readonly max_queued_runs: number;
  readonly max_body_bytes: number;
  /** Live event streams open at once. */
  readonly max_event_streams: number;
}

/** The settings in force: `studio.json` with its gaps filled, then the environment, then flags. */
export interface StudioConfig {
  /** Port on 127.0.0.1; 0 picks a free one. */
  readonly port: number;
  readonly execution_backend: string;
  readonly limits: StudioLimits;
  /** False keeps no inputs, answers and outputs of runs. */
  readonly keep_run_contents: boolean;
  readonly default_model: string | null;
  readonly default_connector: string | null;
  /** True asks for a bind beyond loopback; the launcher still demands a token and a confirmation. */
  readonly lan: boolean;
  /** Ports of 127.0.0.1 where model runtimes are looked for; none turns looking off. */
  readonly runtime_ports: readonly number[];
  readonly log_level: (typeof LOG_LEVELS)[number];
  /** One section per plugin id, which that plugin decodes itself. */
  readonly plugins: JsonObject;
}

/** What holds where nobody says otherwise. */
export const DEFAULT_STUDIO_CONFIG: StudioConfig = Object.freeze({
  port: 4790,
  execution_backend: 'local',
  limits: Object.freeze({
    max_concurrent_runs: 2,
    max_queued_runs: 64,
    max_body_bytes: 16 * 1_048_576,
    max_event_streams: 256,
  }),
  keep_run_contents: true,
  default_model: null,
  default_connector: null,
  lan: false,
  // Where model runtimes listen unless told otherwise.
  runtime_ports: Object.freeze([11_434, 1234, 8080, 9931]),
  log_level: 'info',
  plugins: Object.freeze({}),
});

/** Lays partial settings over complete ones. Limits are merged one by one, sections of plugins are replaced whole. */
export function withSettings(base: StudioConfig, over: StudioConfigFile): StudioConfig {
  const { limits, plugins, ...rest } = over;
  return {
    ...base,
    ...rest,
    limits: { ...base.limits, ...limits },
    plugins: { ...base.plugins, ...plugins },
  };
}

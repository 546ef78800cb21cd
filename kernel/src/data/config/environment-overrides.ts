import type { Issue, Json } from '@kora/contracts';

/** One environment variable that overrides a setting. */
export interface EnvironmentOverride {
  readonly variable: string;
  /** The field of `studio.json`, as path of keys. */
  readonly field: readonly [string] | readonly [string, string];
  readonly kind: 'integer' | 'boolean' | 'text';
  readonly about: string;
}

/**
 * Every variable that changes a setting. Precedence everywhere: flag, then environment, then studio.json, then default.
 * An empty variable counts as not set. `KORA_DATA_ROOT` is not here: it decides where studio.json is (`resolveDataRootPath`).
 */
export const ENVIRONMENT_OVERRIDES: readonly EnvironmentOverride[] = [
  { variable: 'KORA_PORT', field: ['port'], kind: 'integer', about: 'port of the local API; 0 picks a free one' },
  { variable: 'KORA_EXECUTION_BACKEND', field: ['execution_backend'], kind: 'text', about: 'id of the backend' },
  { variable: 'KORA_DEFAULT_MODEL', field: ['default_model'], kind: 'text', about: 'model where a graph names none' },
  {
    variable: 'KORA_DEFAULT_CONNECTOR',
    field: ['default_connector'],
    kind: 'text',
    about: 'connector where a graph names none',
  },
  {
    variable: 'KORA_KEEP_RUN_CONTENTS',
    field: ['keep_run_contents'],
    kind: 'boolean',
    about: 'false keeps no inputs and outputs of runs',
  },
  { variable: 'KORA_LAN', field: ['lan'], kind: 'boolean', about: 'true asks for a bind beyond loopback' },
  { variable: 'KORA_LOG_LEVEL', field: ['log_level'], kind: 'text', about: 'debug, info, warn or error' },
  {
    variable: 'KORA_MAX_CONCURRENT_RUNS',
    field: ['limits', 'max_concurrent_runs'],
    kind: 'integer',
    about: 'runs at once',
  },
  {
    variable: 'KORA_MAX_QUEUED_RUNS',
    field: ['limits', 'max_queued_runs'],
    kind: 'integer',
    about: 'runs that may wait',
  },
  {
    variable: 'KORA_MAX_BODY_BYTES',
    field: ['limits', 'max_body_bytes'],
    kind: 'integer',
    about: 'largest request body, in bytes',
  },
  {
    variable: 'KORA_MAX_EVENT_STREAMS',
    field: ['limits', 'max_event_streams'],
    kind: 'integer',
    about: 'live event streams at once',
  },
];

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

function settingOf(kind: EnvironmentOverride['kind'], written: string): Json | undefined {
  if (kind === 'text') return written;
  if (kind === 'boolean') return BOOLEANS.get(written.toLowerCase());
  return /^\d{1,15}$/.test(written) ? Number(written) : undefined;
}

/** Reads the settings that the environment makes, not yet checked for range, and the variables that say nothing useful. */
export function settingsFromEnvironment(env: NodeJS.ProcessEnv): {
  readonly settings: Record<string, Json>;
  readonly issues: readonly Issue[];
} {
  const settings: Record<string, Json> = {};
  const limits: Record<string, Json> = {};
  const issues: Issue[] = [];
  for (const { variable, field, kind } of ENVIRONMENT_OVERRIDES) {
    const written = env[variable];
    if (written === undefined || written === '') continue;
    const value = settingOf(kind, written);
    const [key, inner] = field;
    if (value === undefined) {
      const what = kind === 'boolean' ? 'true or false' : 'a whole number';
      issues.push({ path: `/${field.join('/')}`, code: 'WRONG_TYPE', message: `(from ${variable}) must be ${what}` });
    } else if (inner === undefined) settings[key] = value;
    else limits[inner] = value;
  }
  if (Object.keys(limits).length > 0) settings.limits = limits;
  return { settings, issues };
}

/** The fields that the environment overrides, as `a.b` with the variable's name: for "set by environment" in Settings. */
export function fieldsSetByEnvironment(env: NodeJS.ProcessEnv): ReadonlyMap<string, string> {
  return new Map(
    ENVIRONMENT_OVERRIDES.filter(({ variable }) => env[variable]).map(({ field, variable }) => [
      field.join('.'),
      variable,
    ]),
  );
}

import * as t from 'io-ts';
import { finite, integer, oneOf, text } from '../codec/refined.ts';
import { strict } from '../codec/strict.ts';
import { CONNECTOR_STATES } from '../extension-points/connector/v1/connector.ts';
import { versionCodec } from '../task-graph/identifiers.ts';

const count = integer('Count', 0);

export const HEALTH_STATES = ['starting', 'healthy', 'degraded'] as const;
export type HealthState = (typeof HEALTH_STATES)[number];

/** How many plugins are in each state. */
export const pluginCountsCodec = strict('PluginCounts', {
  verified: count,
  active: count,
  refused: count,
  failed: count,
  blocked: count,
});

/** Answer to `GET /health`: 503 while `starting`, 200 otherwise. */
export const healthReportCodec = strict('HealthReport', {
  status: oneOf('HealthState', HEALTH_STATES),
  version: versionCodec,
  api_version: versionCodec,
  /** Busy share of all processors since the last report (at least a quarter of a second), 0 to 1. */
  cpu_load: finite('Share', 0, 1),
  gpu_available: t.boolean,
  /** Runs that have begun and not ended. */
  active_sessions: count,
  /** Runs that wait for their turn. */
  queued_sessions: count,
  plugins: pluginCountsCodec,
  /** `unknown` is a connector that nobody has used yet; asking for health does not start it. */
  connectors: t.readonlyArray(
    strict('ConnectorSummary', {
      id: text('ConnectorId', 128, 1),
      status: oneOf('ConnectorSummaryState', [...CONNECTOR_STATES, 'unknown']),
    }),
  ),
});
export type HealthReport = t.TypeOf<typeof healthReportCodec>;

export { telemetryErrors } from './errors.ts';
export type { Recovery } from './recover.ts';
export { newRunId } from './run-id.ts';
export type { RunQuery } from './run-index.ts';
export type { RunLogWriter } from './run-log-writer.ts';
export { openTelemetryStore, type TelemetryStore } from './telemetry-store.ts';

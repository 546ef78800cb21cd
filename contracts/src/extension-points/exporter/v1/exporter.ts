import type { JsonObject } from '../../../codec/json.ts';
import type { TelemetryBundle } from '../../../run/telemetry.ts';
import type { TaskGraph } from '../../../task-graph/graph.ts';

export const EXPORTER_SPEC_VERSION = '1.0';

/** What an exporter may draw on. `content` is present only when the user asked to include run contents. */
export interface ExportSource {
  readonly graph: TaskGraph | null;
  readonly telemetry: TelemetryBundle;
  readonly content: JsonObject | null;
}

/** Writes a run in another form. The kernel puts the bytes into `exports/`; nothing is sent anywhere. */
export interface Exporter {
  readonly id: string;
  readonly specVersion: typeof EXPORTER_SPEC_VERSION;
  readonly media_type: string;
  readonly file_extension: string;
  export(source: ExportSource, signal: AbortSignal): Promise<Uint8Array>;
}

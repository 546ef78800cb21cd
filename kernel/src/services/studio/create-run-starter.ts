import { decode, type ExecuteRequest, executeRequestCodec, type Json, type TelemetryBundle } from '@kora/contracts';
import type { RunStarter } from '@kora/plugin-sdk';
import { graphRefused } from '../../run/errors.ts';
import { foreignGraph } from '../../run/graph-version.ts';
import type { RunHandle } from '../../run/live-run.ts';

/** The rooms that a run starter speaks for. */
export interface RunRooms {
  prepare(): Promise<void>;
  submit(request: ExecuteRequest): Promise<RunHandle>;
  /** Whether a run is queued or running. */
  isLive(run_id: string): boolean;
  readTelemetry(run_id: string): Promise<TelemetryBundle | null>;
  readContents(run_id: string): Promise<{ readonly final_output: Json | undefined } | null>;
  removeTelemetry(run_id: string): Promise<boolean>;
  removeContents(run_id: string): Promise<boolean>;
  /** Ids of runs that have ended, newest first; the next page begins behind `before`. */
  listEnded(before: string | undefined): readonly string[];
  removeAllContents(): Promise<void>;
}

/** Graphs of plugins are strangers' graphs: they are decoded and validated like the body of `POST /execute`. */
export function createRunStarter(rooms: RunRooms): RunStarter {
  const { submit, removeTelemetry, removeContents } = rooms;
  return {
    prepare: () => rooms.prepare(),
    async start(request) {
      const foreign = foreignGraph(request.taskgraph);
      if (foreign !== null) throw graphRefused([foreign.issue], foreign.mismatch);
      const decoded = decode(executeRequestCodec, request);
      if (decoded._tag === 'Left') throw graphRefused(decoded.left, null);
      return submit(decoded.right);
    },
    async outcome(run_id) {
      if (rooms.isLive(run_id)) return null;
      const telemetry = await rooms.readTelemetry(run_id);
      if (telemetry === null) return null;
      return { telemetry, final_output: (await rooms.readContents(run_id))?.final_output };
    },
    async remove(run_id) {
      const [telemetry, contents] = await Promise.all([removeTelemetry(run_id), removeContents(run_id)]);
      return telemetry || contents;
    },
    async removeAll() {
      let removed = 0;
      for (let page = rooms.listEnded(undefined); page.length > 0; page = rooms.listEnded(page.at(-1))) {
        for (const run_id of page) if (await removeTelemetry(run_id)) removed++;
      }
      await rooms.removeAllContents();
      return removed;
    },
  };
}

import type { Clock, LocalServers, Logger } from '@kora/plugin-sdk';
import type { RunArchive } from './archive/run-archive.ts';
import type { LiveSettings } from './data/config/live-settings.ts';
import type { KernelApi } from './http/kernel-api.ts';
import { listRuntimes } from './models/list-runtimes.ts';
import type { ModelBoard } from './models/model-board.ts';
import type { PluginRegistry } from './registry/plugin-registry.ts';
import { replayErrors } from './replay/errors.ts';
import { replayRun } from './replay/replay-run.ts';
import { runErrors } from './run/errors.ts';
import type { RunService } from './run/run-service.ts';
import { newRunId } from './telemetry/run-id.ts';
import type { TelemetryStore } from './telemetry/telemetry-store.ts';

/** The rooms of the kernel that the local API speaks for. */
export interface KernelRooms {
  readonly version: string;
  readonly runs: RunService;
  readonly registry: PluginRegistry;
  readonly telemetry: TelemetryStore;
  readonly archive: RunArchive;
  readonly settings: LiveSettings;
  readonly models: ModelBoard;
  readonly localServers: LocalServers;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Puts the kernel behind the interface that the HTTP host serves. */
export function kernelApi({
  version,
  runs,
  registry,
  telemetry,
  archive,
  settings,
  models,
  localServers,
  clock,
  log,
}: KernelRooms): KernelApi {
  return {
    telemetry,
    archive,
    settings,
    registry,
    async health() {
      const troubled = registry.list().some((plugin) => plugin.state !== 'verified' && plugin.state !== 'active');
      const { active, queued } = runs.counts;
      return {
        status: troubled ? 'degraded' : 'healthy',
        version,
        active_sessions: active,
        queued_sessions: queued,
        connectors: models.states(),
      };
    },
    submit: (request) => runs.submit(request),
    validate: (graph) => runs.validate(graph),
    run: (runId) => runs.run(runId),
    async cancel(runId) {
      const live = runs.run(runId);
      if (live !== undefined) {
        live.cancel();
        return (await live.result).telemetry;
      }
      const ended = await telemetry.bundle(runId);
      throw ended === null
        ? runErrors.KORA_RUN_NOT_FOUND({ run_id: runId })
        : runErrors.KORA_RUN_ENDED({ run_id: runId, status: ended.status });
    },
    async replay(run_id, signal) {
      if (runs.run(run_id) !== undefined) throw replayErrors.KORA_REPLAY_RUN_ACTIVE({ run_id });
      const [bundle, events] = [await telemetry.bundle(run_id), await telemetry.read(run_id)];
      if (bundle === null || events === null) throw runErrors.KORA_RUN_NOT_FOUND({ run_id });
      const recorded = { telemetry: bundle, events, archived: await archive.read(run_id) };
      return runs.inTurn(signal, async (signal) => {
        const [backend, operations] = await Promise.all([registry.backend(bundle.backend), registry.operations()]);
        const replay_id = newRunId(clock);
        return replayRun(recorded, { replay_id, backend, operations, clock, log, signal });
      });
    },
    models: (signal, wait_ms) => models.list(signal, wait_ms),
    async runtimes(signal, wait_ms) {
      const [news, servers] = await Promise.all([
        models.look(signal, wait_ms),
        localServers.look(['/v1/models'], signal),
      ]);
      return listRuntimes(news, servers);
    },
  };
}

import type { Logger } from '@kora/plugin-sdk';
import type { RunArchive } from './archive/run-archive.ts';
import type { KernelApi } from './http/kernel-api.ts';
import { listModels } from './models/list-models.ts';
import type { PluginRegistry } from './registry/plugin-registry.ts';
import { runErrors } from './run/errors.ts';
import type { RunService } from './run/run-service.ts';
import type { TelemetryStore } from './telemetry/telemetry-store.ts';

/** The rooms of the kernel that the local API speaks for. */
export interface KernelRooms {
  readonly version: string;
  readonly runs: RunService;
  readonly registry: PluginRegistry;
  readonly telemetry: TelemetryStore;
  readonly archive: RunArchive;
  readonly log: Logger;
}

/** Puts the kernel behind the interface that the HTTP host serves. */
export function kernelApi({ version, runs, registry, telemetry, archive, log }: KernelRooms): KernelApi {
  return {
    telemetry,
    archive,
    registry,
    async health() {
      const troubled = registry.list().some((plugin) => plugin.state !== 'verified' && plugin.state !== 'active');
      const { active, queued } = runs.counts;
      // Asking for health starts nothing: a connector that nobody has used is not asked.
      const connectors = registry.connectors.ids().map((id) => ({ id, status: 'unknown' as const }));
      return {
        status: troubled ? 'degraded' : 'healthy',
        version,
        active_sessions: active,
        queued_sessions: queued,
        connectors,
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
    models: (signal) => listModels(registry.connectors, log, signal),
  };
}

import type { ErrorBody, ExecutionBackend, Json, RunEvent, TelemetryBundle } from '@kora/contracts';
import type { Logger } from '@kora/plugin-sdk';
import { RunService, type RunServiceParts } from '../../../src/run/run-service.ts';

const silent: Logger = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** A run service over memory, with everything that was written. */
export function serviceOver(backend: ExecutionBackend, change: Partial<RunServiceParts> = {}) {
  const logs = new Map<string, RunEvent[]>();
  const ended = new Map<string, TelemetryBundle>();
  const contents = new Map<string, { output: Json; error: ErrorBody | null }>();
  let next = 0;
  const service = new RunService({
    clock: { now: () => new Date(), monotonic: () => performance.now() },
    log: silent,
    limits: { max_concurrent_runs: 1, max_queued_runs: 1 },
    defaults: { backend: 'scripted', connector: null, model: null },
    connectors: { ids: () => [], get: async () => undefined },
    operations: async () => [],
    backend: async () => backend,
    newRunId: () => `run_test_${next++}`,
    beginLog: (runId) => {
      const events: RunEvent[] = [];
      logs.set(runId, events);
      return {
        append: (event) => void events.push(event),
        commit: () => undefined,
        end: async (bundle) => void ended.set(runId, bundle),
      };
    },
    beginContent: (runId) => ({
      input: () => undefined,
      declaredInput: () => undefined,
      modelAnswer: () => undefined,
      writtenOutput: () => undefined,
      output: () => undefined,
      end: async (output, error) => void contents.set(runId, { output, error }),
    }),
    readEvents: async (runId) => logs.get(runId) ?? null,
    ...change,
  });
  return { service, logs, ended, contents };
}

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExecutionBackend, OperationLibrary } from '@kora/contracts';
import { fakeLogger } from '@kora/plugin-sdk/testing';
import { systemClock } from '../../../../kernel/src/services/system-clock.ts';
import { openTelemetryStore, type TelemetryStore } from '../../../../kernel/src/telemetry/telemetry-store.ts';
import type { BreakerPolicy } from '../../../../plugins/backend-local/src/adapter/circuit-breaker.ts';
import { LocalBackend } from '../../../../plugins/backend-local/src/local-backend.ts';
import { HostedPool } from '../../../../plugins/backend-local/src/pool/hosted-pool.ts';
import { QuarantiningPool } from '../../../../plugins/backend-local/src/pool/quarantining-pool.ts';
import { standardOperations } from './operations.ts';

/** The real engine: local backend over worker processes, standard operations, telemetry store on disk. */
export interface Engine {
  readonly backend: ExecutionBackend;
  readonly operations: readonly OperationLibrary[];
  readonly telemetry: TelemetryStore;
  /** Folder of the run logs. */
  readonly logs: string;
  close(): Promise<void>;
}

const source = (path: string) =>
  fileURLToPath(new URL(`../../../../plugins/backend-local/src/${path}`, import.meta.url));

/** How an engine is set up. */
export interface EngineOptions {
  readonly workers?: number;
  /** When connectors are left alone: never, because what a gate breaks it wants to see. A connector lives for one case. */
  readonly breaker?: BreakerPolicy;
}

const NEVER: BreakerPolicy = { failures: Number.POSITIVE_INFINITY, rest_ms: 0, longest_ms: 0 };

/** Opens an engine in an empty folder. Sources run as they are, so that a change is tested without a build. */
export async function openEngine(
  folder: string,
  { workers = 2, breaker = NEVER }: EngineOptions = {},
): Promise<Engine> {
  const telemetryFolder = join(folder, 'telemetry');
  await mkdir(telemetryFolder, { recursive: true });
  const host = (width: number) =>
    new HostedPool({
      hostFile: source('pool/host.ts'),
      workerFile: source('realm/worker.ts'),
      memory_mb: 128,
      width,
      idle_ms: 60_000,
      execArgv: ['--conditions=kora-source', '--disable-warning=ExperimentalWarning'],
    });
  const pool = new QuarantiningPool(host(workers), host(1));
  const backend = new LocalBackend({
    pool,
    clock: systemClock,
    log: fakeLogger(),
    settings: {
      calls_per_connector: 3,
      max_output_length: 100_000,
      reused_answers: 100,
      reused_answers_length: 1_000_000,
    },
    breaker,
    version: '0.0.0',
    backoff: { base_ms: 4, max_ms: 16 },
  });
  const telemetry = await openTelemetryStore(
    { telemetry: telemetryFolder, telemetryIndex: join(telemetryFolder, 'index.sqlite') },
    fakeLogger(),
  );
  return {
    backend,
    operations: await standardOperations(),
    telemetry,
    logs: join(telemetryFolder, 'runs'),
    async close() {
      await pool.close();
      await telemetry.close();
    },
  };
}

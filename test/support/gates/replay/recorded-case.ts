import { mkdir } from 'node:fs/promises';
import { declaredTaskId, type ExecutionBackend, type ReplayReport } from '@kora/contracts';
import { connectorDirectory, fakeLogger } from '@kora/plugin-sdk/testing';
import { openRunArchive } from '../../../../kernel/src/archive/run-archive.ts';
import { type RecordedRun, replayRun } from '../../../../kernel/src/replay/replay-run.ts';
import { RunService } from '../../../../kernel/src/run/run-service.ts';
import { systemClock } from '../../../../kernel/src/services/system-clock.ts';
import { newRunId } from '../../../../kernel/src/telemetry/run-id.ts';
import type { Case } from '../cases/case.ts';
import type { Engine } from '../engine/open-engine.ts';
import { MODELS, UnrulyConnector } from '../engine/unruly-connector.ts';

/** Runs a case with log and archive on disk, and gives what lies there when its runtime is gone. */
export async function recordCase(engine: Engine, folder: string, given: Case): Promise<RecordedRun> {
  const connector = new UnrulyConnector((task, nth) => {
    const turns = given.turns[declaredTaskId(task)] ?? [];
    return turns[nth] ?? turns.at(-1) ?? {};
  });
  await mkdir(folder, { recursive: true });
  const archive = openRunArchive(folder, { keep: true });
  const runId = newRunId(systemClock);
  const service = new RunService({
    clock: systemClock,
    log: fakeLogger(),
    limits: { max_concurrent_runs: 1, max_queued_runs: 1 },
    defaults: { backend: 'local', connector: null, model: MODELS[0] },
    connectors: connectorDirectory([connector]),
    operations: async () => engine.operations,
    backend: async () => engine.backend,
    newRunId: () => runId,
    beginLog: (id) => engine.telemetry.begin(id),
    beginContent: (id, graph) => archive.begin(id, graph),
    readEvents: (id) => engine.telemetry.read(id),
  });
  const request = { api_version: '1.0', taskgraph: given.graph };
  const run = await service.submit(given.budget === undefined ? request : { ...request, budget: given.budget });
  await run.result;
  await connector.dispose();
  const telemetry = await engine.telemetry.bundle(runId);
  const events = await engine.telemetry.read(runId);
  if (telemetry === null || events === null) throw new Error(`nothing of run ${runId} was recorded`);
  return { telemetry, events, archived: await archive.read(runId) };
}

/** Replays a recorded run on the engine. @param wrap puts something between the replay and the backend. */
export function replayCase(
  engine: Engine,
  recorded: RecordedRun,
  wrap: (real: ExecutionBackend) => ExecutionBackend = (real) => real,
): Promise<ReplayReport> {
  return replayRun(recorded, {
    replay_id: newRunId(systemClock),
    backend: wrap(engine.backend),
    operations: engine.operations,
    clock: systemClock,
    log: fakeLogger(),
    signal: new AbortController().signal,
  });
}

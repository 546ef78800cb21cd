import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  declaredTaskId,
  type ExecutionBackend,
  type FrozenGraph,
  isRecord,
  prepareGraph,
  RUN_EVENT_TYPES,
  type RunEvent,
} from '@kora/contracts';
import { connectorDirectory, fakeLogger, memoryContentSink } from '@kora/plugin-sdk/testing';
import type { EventLog } from '../../../../kernel/src/run/run-recorder.ts';
import { RunService } from '../../../../kernel/src/run/run-service.ts';
import { systemClock } from '../../../../kernel/src/services/system-clock.ts';
import { newRunId } from '../../../../kernel/src/telemetry/run-id.ts';
import type { Case } from '../cases/case.ts';
import { secretsOf } from '../cases/secrets.ts';
import { lowerOf } from '../checks/ceilings.ts';
import type { Evidence } from '../evidence.ts';
import type { Engine } from './open-engine.ts';
import { MODELS, UnrulyConnector } from './unruly-connector.ts';
import { Witness } from './witness.ts';

/** Pieces to put between the real ones, to break an invariant on purpose or to look. */
export interface Interference {
  readonly backend?: (real: ExecutionBackend) => ExecutionBackend;
  readonly log?: (real: EventLog) => EventLog;
}

/** Runs a case through the real path, run service to worker, and collects what every witness says. */
export async function runCase(engine: Engine, given: Case, interference: Interference = {}): Promise<Evidence> {
  const runId = newRunId(systemClock);
  const logFile = join(engine.logs, `${runId.slice(4, 8)}-${runId.slice(8, 10)}`, `${runId}.jsonl`);
  const witness = new Witness((taskId) => startedIn(readFileSync(logFile, 'utf8'), taskId));
  const connector = new UnrulyConnector((task, nth) => {
    const turns = given.turns[declaredTaskId(task)] ?? [];
    return turns[nth] ?? turns.at(-1) ?? {};
  });
  const sink = memoryContentSink();
  const seen: { given: FrozenGraph | null } = { given: null };
  const wrapped = interference.backend?.(engine.backend) ?? engine.backend;
  let cancelled = false;
  const service: RunService = new RunService({
    clock: systemClock,
    log: fakeLogger(),
    limits: { max_concurrent_runs: 1, max_queued_runs: 1 },
    defaults: { backend: 'local', connector: null, model: MODELS[0] },
    connectors: connectorDirectory([witness.over(connector)]),
    operations: async () => engine.operations,
    backend: async () => seeing(wrapped, seen),
    newRunId: () => runId,
    beginLog: (id) => {
      const writer = engine.telemetry.begin(id);
      const log = interference.log?.(writer) ?? writer;
      let appended = 0;
      return {
        append(event: RunEvent) {
          log.append(event);
          if (++appended !== given.cancel_at || event.event_type === 'run.completed') return;
          cancelled = true;
          service.run(id)?.cancel();
        },
        commit: () => log.commit(),
        end: (bundle) => writer.end(bundle),
      };
    },
    beginContent: () => ({ ...sink, end: async () => undefined }),
    readEvents: (id) => engine.telemetry.read(id),
  });
  const request = { api_version: '1.0', taskgraph: given.graph };
  const run = await service.submit(given.budget === undefined ? request : { ...request, budget: given.budget });
  const result = await run.result;
  await connector.dispose();
  const log = readFileSync(logFile, 'utf8');
  const lines: readonly unknown[] = log
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const ceilings = { graph: given.graph.budget ?? {}, request: given.budget ?? {} };
  return {
    frozen: frozenOf(
      given.budget === undefined ? given.graph : { ...given.graph, budget: lowerOf(ceilings.graph, ceilings.request) },
    ),
    ceilings,
    hinted_model: MODELS[0],
    given: seen.given,
    result,
    log,
    lines,
    events: lines.filter(isEvent),
    outputs: new Map(sink.entries.flatMap((entry) => (entry.kind === 'output' ? [[entry.task_id, entry.value]] : []))),
    calls: witness.calls,
    secrets: secretsOf(given),
    cancelled,
  };
}

function startedIn(log: string, taskId: string): number {
  return log
    .split('\n')
    .filter((line) => line.includes('"model.invocation.started"') && line.includes(`"task_id":"${taskId}"`)).length;
}

/** Takes an event of a known type at its word: whether it decodes is one checker's question, and not every checker's. */
function isEvent(line: unknown): line is RunEvent {
  const types: readonly unknown[] = RUN_EVENT_TYPES;
  return isRecord(line) && types.includes(line.event_type) && isRecord(line.payload);
}

function frozenOf(graph: Case['graph']): FrozenGraph {
  const prepared = prepareGraph(graph);
  if (prepared._tag === 'Left') throw new Error(`the case has no valid graph: ${JSON.stringify(prepared.left)}`);
  return prepared.right;
}

/** Remembers the graph that the backend is handed. */
function seeing(backend: ExecutionBackend, seen: { given: FrozenGraph | null }): ExecutionBackend {
  return {
    id: backend.id,
    specVersion: backend.specVersion,
    validate: (...args) => backend.validate(...args),
    health: (signal) => backend.health(signal),
    capabilities: () => backend.capabilities(),
    execute: (frozen, context) => {
      seen.given = frozen;
      return backend.execute(frozen, context);
    },
  };
}

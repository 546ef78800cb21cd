import {
  type ExecuteRequest,
  foldTelemetry,
  type ModelList,
  prepareGraph,
  type ReplayReport,
  type RunEvent,
  type RuntimeList,
  runSummaryOf,
  type TaskGraph,
  type TelemetryBundle,
} from '@kora/contracts';
import { KoraError } from '@kora/plugin-sdk';
import type { KeptRun, KernelApi, KernelHealth } from '../../../src/http/kernel-api.ts';
import { runErrors } from '../../../src/run/errors.ts';
import { MemoryRegistry } from './memory-registry.ts';
import { MemoryRun } from './memory-run.ts';

/** A small kernel in memory. `calls` counts everything that a request could have set in motion. */
export class MemoryKernel implements KernelApi {
  readonly registry = new MemoryRegistry();
  readonly live = new Map<string, MemoryRun>();
  readonly runs: MemoryRun[] = [];
  readonly stored = new Map<string, readonly RunEvent[]>();
  readonly kept = new Map<string, KeptRun>();
  calls = 0;
  status: KernelHealth['status'] = 'healthy';

  async health(): Promise<KernelHealth> {
    this.calls++;
    const connectors = [{ id: 'fake', status: 'unknown' as const }];
    return { status: this.status, version: '0.1.0', active_sessions: this.live.size, queued_sessions: 0, connectors };
  }

  async submit({ taskgraph }: ExecuteRequest): Promise<MemoryRun> {
    this.calls++;
    if (taskgraph.graph_id === 'full') {
      throw new KoraError('KORA_TEST_FULL', 'OVERLOADED', 'too many runs', { retry_after_s: 7 });
    }
    if (taskgraph.graph_id === 'broken') throw new TypeError('the secret prompt was "swordfish"');
    const run_id = `run-${String(this.runs.length).padStart(8, '0')}`;
    const run = new MemoryRun(run_id, taskgraph, (ended) => {
      this.live.delete(run_id);
      this.stored.set(run_id, ended.events);
      const outputs = new Map([['a', { answer: 42 }]]);
      const contents = { inputs: new Map(), model_answers: new Map(), outputs, final_output: { answer: 42 } };
      this.kept.set(run_id, { graph: taskgraph, ...contents, error: null, complete: true });
    });
    this.live.set(run_id, run);
    this.runs.push(run);
    return run;
  }

  async validate(graph: TaskGraph) {
    this.calls++;
    const prepared = prepareGraph(graph);
    return prepared._tag === 'Left'
      ? { valid: false, graph_hash: null, issues: prepared.left }
      : { valid: true, graph_hash: prepared.right.graph_hash, issues: [] };
  }

  run(run_id: string): MemoryRun | undefined {
    this.calls++;
    return this.live.get(run_id);
  }

  async cancel(run_id: string): Promise<TelemetryBundle> {
    this.calls++;
    const run = this.live.get(run_id);
    if (run === undefined) throw runErrors.KORA_RUN_NOT_FOUND({ run_id });
    run.cancel();
    return (await run.result).telemetry;
  }

  async replay(run_id: string): Promise<ReplayReport> {
    this.calls++;
    const telemetry = await this.telemetry.bundle(run_id);
    if (telemetry === null) throw runErrors.KORA_RUN_NOT_FOUND({ run_id });
    const same = { identical: true, first_difference: null, differences: 0, warnings: [] };
    return { run_id, ...same, recomputed_tasks: 1, served_answers: 0, duration_ms: 1, telemetry };
  }

  async models(): Promise<ModelList> {
    this.calls++;
    const health = { status: 'no_model' as const, message: 'no model is installed', runtime_version: null };
    return { models: [], connectors: [{ id: 'fake', health }] };
  }

  async runtimes(): Promise<RuntimeList> {
    this.calls++;
    return { runtimes: [], others: [] };
  }

  readonly telemetry: KernelApi['telemetry'] = {
    read: async (run_id) => this.stored.get(run_id) ?? null,
    bundle: async (run_id) => foldTelemetry(this.stored.get(run_id) ?? [], 'interrupted'),
    list: ({ limit, before, status }) => {
      this.calls++;
      const bundles = [...this.stored.values()].map((events) => foldTelemetry(events, 'interrupted'));
      const summaries = bundles.filter((bundle) => bundle !== null).map(runSummaryOf);
      const wanted = summaries.filter((run) => (status ?? run.status) === run.status && run.run_id < (before ?? '~'));
      return wanted.sort((a, b) => (a.run_id < b.run_id ? 1 : -1)).slice(0, limit);
    },
    remove: async (run_id) => this.stored.delete(run_id),
  };

  readonly settings: KernelApi['settings'] = {
    read: () => ({ keep_run_contents: true, set_by_environment: {} }),
    change: async ({ keep_run_contents = true }) => ({ keep_run_contents, set_by_environment: {} }),
  };

  readonly archive: KernelApi['archive'] = {
    read: async (run_id) => this.kept.get(run_id) ?? null,
    remove: async (run_id) => this.kept.delete(run_id),
  };
}

import {
  type ChatEvent,
  type ExecutionResult,
  foldTelemetry,
  type Json,
  type ModelDelta,
  type ModelDescriptor,
  type Plan,
  type PlanRequest,
  type RouteResponse,
  type RunEvent,
} from '@kora/contracts';
import type { RunStarter, StartedRun } from '@kora/plugin-sdk';
import { activatePlugin, fakeClock, fakeLogger } from '@kora/plugin-sdk/testing';
import { plugin } from '../../src/index.ts';
import { answeredEvents } from './run-events.ts';

/** What a test decides: the plan of a message, and how its run goes. */
export interface Scripts {
  plan?(request: PlanRequest): Plan | null;
  /** Words that the run says one after the other; it waits after each until `gate` resolves. */
  readonly words?: readonly string[];
  readonly gate?: Promise<void>;
  readonly calls?: number;
  readonly output?: Json;
  readonly fails?: boolean;
  /** What runtimes have, or null when they do not tell. */
  readonly models?: readonly ModelDescriptor[] | null;
}

export const PLAN: Plan = {
  kind: 'graph',
  notes: [],
  graph: {
    kora_version: '1.0.0',
    graph_id: 'chat',
    root: 'answer',
    tasks: [
      {
        version: '1.0',
        id: 'answer',
        type: 'model',
        input: { messages: [{ role: 'user', content: 'hello' }] },
        schema: { type: 'string' },
        budget: { max_tokens: 10, max_time_ms: 1000, max_retries: 0 },
      },
    ],
  },
};

function scriptedRun(run_id: string, { words = ['Hel', 'lo.'], gate, calls = 1, output, fails = false }: Scripts) {
  const stopped = Promise.withResolvers<void>();
  let cancelled = false;
  const events = () => answeredEvents(run_id, { calls, cancelled, fails });
  async function* follow(): AsyncGenerator<RunEvent | ModelDelta> {
    const all = events();
    // Until its model is asked.
    const begun = calls > 0 ? 4 : 2;
    yield* all.slice(0, begun);
    for (const text of words) {
      yield { event_type: 'model.delta', run_id, task_id: 'answer', attempt_index: 0, kind: 'answer', text };
      if (gate !== undefined) await Promise.race([gate, stopped.promise]);
      if (cancelled) break;
    }
    ended.resolve();
    yield* events().slice(begun);
  }
  const ended = Promise.withResolvers<void>();
  const result = ended.promise.then((): ExecutionResult => {
    const telemetry = foldTelemetry(events());
    if (telemetry === null) throw new Error('the script has no beginning');
    const status = cancelled ? 'cancelled' : fails ? 'failed' : 'success';
    const error = { error_type: 'VALIDATION_ERROR', message: 'It went wrong.', details: { code: 'X' } } as const;
    return {
      status,
      stop_reason: fails ? 'VALIDATION_ERROR' : null,
      final_output: status === 'success' ? (output ?? words.join('')) : null,
      telemetry,
      execution_metadata: { run_id, trace_id: run_id, backend: 'local', graph_hash: 'a'.repeat(64), duration_ms: 1 },
      error: fails ? error : null,
    };
  });
  const run: StartedRun = {
    run_id,
    result,
    bundle: () => {
      throw new Error('not asked for');
    },
    follow,
    cancel() {
      cancelled = true;
      stopped.resolve();
    },
  };
  return run;
}

/** The plugin over a folder, with planning and runs that a test scripts. */
export async function openConversations(
  folder: string,
  scripts: () => Scripts = () => ({}),
  outcome: Awaited<ReturnType<RunStarter['outcome']>> = null,
) {
  const asked: PlanRequest[] = [];
  const removed: string[] = [];
  const prepared: string[] = [];
  let started = 0;
  const runs: RunStarter = {
    prepare: async () => void prepared.push('runs'),
    start: async () => scriptedRun(`run_${String(++started).padStart(8, '0')}`, scripts()),
    outcome: async () => outcome,
    remove: async (run_id) => removed.push(run_id) > 0,
    removeAll: async () => started,
  };
  const clock = fakeClock();
  const { contributions, deactivate } = await activatePlugin(plugin, {
    folder,
    exportsFolder: `${folder}/exports`,
    runs,
    planning: {
      prepare: () => {
        prepared.push('planning');
        return Promise.reject(new Error('the planner cannot be loaded'));
      },
      async plan(request) {
        asked.push(request);
        const { plan } = scripts();
        const made = plan === undefined ? PLAN : plan(request);
        return made === null ? null : { planner_id: 'test', plan: made };
      },
      async decode() {
        throw new Error('no model plans in this test');
      },
    },
    models: {
      async list() {
        const { models = [] } = scripts();
        if (models === null) throw new Error('no runtime tells');
        return { models, connectors: [] };
      },
      default: null,
      countTokens: async (_model, text) => ({ tokens: text.length, source: 'estimated' }),
    },
    log: fakeLogger(),
    clock,
  });
  const routes = (contributions.routes ?? []).flatMap((group) => group.routes);
  const { signal } = new AbortController();
  const call = async (
    name: string,
    params: Record<string, string> = {},
    body: Json = null,
    query = {},
    stop = signal,
  ) => {
    const route = routes.find(({ method, path }) => `${method} ${path}` === name);
    if (route === undefined) throw new Error(`no route ${name}`);
    return route.handle({ params, query, body }, stop);
  };
  return {
    prepared,
    asked,
    removed,
    clock,
    deactivate,
    call,
    /** The body of an answer, as loosely typed as JSON that a client has just parsed. */
    async ask(...args: Parameters<typeof call>) {
      const answer: RouteResponse = await call(...args);
      if (!('body' in answer)) throw new Error('a stream came');
      return JSON.parse(JSON.stringify(answer.body));
    },
    /** An export to its end: what the last event says, and the text of all parts. */
    async exported(body: Json) {
      const answer = await call('POST /conversations/export', {}, body);
      if (!('events' in answer)) throw new Error('no stream came');
      let content = '';
      for await (const { event, data } of answer.events) {
        // biome-ignore lint/suspicious/noExplicitAny: a test looks into an answer and fails when it has another shape.
        if (event === 'part') content += (data as any).text;
        // biome-ignore lint/suspicious/noExplicitAny: as above.
        else return { ...(data as any), content };
      }
      throw new Error('the export ended before it was complete');
    },
    async *events(conversation_id: string, stop: AbortSignal): AsyncGenerator<ChatEvent> {
      const answer = await call('GET /conversations/:conversation_id/events', { conversation_id }, null, {}, stop);
      if (!('events' in answer)) throw new Error('no stream came');
      for await (const { data } of answer.events) yield data as ChatEvent;
    },
  };
}

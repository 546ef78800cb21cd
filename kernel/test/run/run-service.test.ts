import type { BackendEvent, ExecuteRequest, LiveEvent, RunEvent } from '@kora/contracts';
import { isKoraError } from '@kora/plugin-sdk';
import t from 'tap';
import { account, graphOf, scriptedBackend } from './support/scripted-backend.ts';
import { serviceOver } from './support/service.ts';

const request = (...ids: readonly string[]): ExecuteRequest => ({ api_version: '1.0', taskgraph: graphOf(...ids) });

const honest = scriptedBackend(async function* (events) {
  yield* events.success('a', { n: 1 });
  yield events.outcome({ n: 1 });
});

/** Runs until it is told to stop, then says truthfully that it was cancelled. */
const patient = scriptedBackend(async function* (events, context) {
  yield events.event('task.created', { task_type: 'deterministic', budget: account() }, 'a');
  await new Promise<void>((resolve) => {
    if (context.signal.aborted) resolve();
    context.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  yield events.event('task.cancelled', { budget: account() }, 'a');
  yield {
    ...events.outcome(null, { status: 'cancelled', output_hash: null }),
    outcome: { final_output: null, error: null },
  } as BackendEvent;
});

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'resolved';
  } catch (error) {
    return isKoraError(error) ? error.code : String(error);
  }
}

async function collect(items: AsyncIterable<RunEvent | LiveEvent>): Promise<string[]> {
  const seen: string[] = [];
  for await (const item of items) seen.push('seq' in item ? `${item.seq} ${item.event_type}` : item.event_type);
  return seen;
}

t.test('a run is recorded from start to end and answered with its own telemetry', async (t) => {
  const { service, logs, ended, contents } = serviceOver(honest);
  const run = await service.submit(request('a'));
  const result = await run.result;
  t.match(result, {
    status: 'success',
    final_output: { n: 1 },
    error: null,
    telemetry: { summary: { total_tasks: 1 } },
  });
  const events = logs.get(run.run_id) ?? [];
  t.same(
    events.map((event) => event.seq),
    events.map((_, index) => index),
  );
  t.same([events.at(0)?.event_type, events.at(-1)?.event_type], ['run.started', 'run.completed']);
  t.same(ended.get(run.run_id), result.telemetry);
  t.same(contents.get(run.run_id), { output: { n: 1 }, error: null });
  t.equal(service.run(run.run_id), undefined, 'an ended run is not live');
});

t.test('a refused graph leaves nothing behind', async (t) => {
  const { service, logs } = serviceOver(
    scriptedBackend(() => {
      throw new Error('must not run');
    }, [{ path: '/tasks/0/input', code: 'UNKNOWN_OPERATION', message: 'there is no operation value.constant' }]),
  );
  t.equal(await codeOf(service.submit(request('a'))), 'KORA_GRAPH_INVALID');
  t.equal(logs.size, 0);
  const wrong = { ...request('a'), taskgraph: { ...graphOf('a'), kora_version: '2.0.0' } };
  t.equal(await codeOf(service.submit(wrong)), 'KORA_GRAPH_VERSION');
  t.match(await service.validate(wrong.taskgraph), { valid: false, issues: [{ code: 'VERSION_MISMATCH' }] });
});

t.test('beyond the places and the queue a run is refused with a time to come back', async (t) => {
  const { service } = serviceOver(patient);
  const first = await service.submit(request('a'));
  const second = await service.submit(request('a'));
  t.equal(second.bundle().status, 'queued');
  t.equal(second.bundle().tasks.length, 1);
  t.same(service.counts, { active: 1, queued: 1 });
  await t.rejects(service.submit(request('a')), { code: 'KORA_RUN_QUEUE_FULL', details: { retry_after_s: 2 } });
  const seen = collect(second.follow(new AbortController().signal));
  second.cancel();
  t.equal((await second.result).status, 'cancelled', 'a run can be cancelled while it waits');
  t.same((await seen).slice(0, 3), ['run.queued', 'run.queued', '0 run.started'], 'its place was told');
  first.cancel();
  t.equal((await first.result).status, 'cancelled');
  t.same(service.counts, { active: 0, queued: 0 });
});

t.test('closing cancels what lives and takes nothing new', async (t) => {
  const { service } = serviceOver(patient);
  const run = await service.submit(request('a'));
  await service.close();
  t.equal((await run.result).status, 'cancelled');
  t.equal(await codeOf(service.submit(request('a'))), 'KORA_RUN_CLOSING');
});

t.test('finishing takes nothing new and lets what goes on come to its own end', async (t) => {
  const gate = Promise.withResolvers<void>();
  const { service } = serviceOver(
    scriptedBackend(async function* (events) {
      await gate.promise;
      yield* events.success('a', 1);
      yield events.outcome(1);
    }),
  );
  const run = await service.submit(request('a'));
  const finishing = service.finish();
  t.equal(await codeOf(service.submit(request('a'))), 'KORA_RUN_CLOSING');
  gate.resolve();
  t.equal((await run.result).status, 'success');
  await finishing;
});

t.test('finishing waits for other work that has its turn', async (t) => {
  const { service } = serviceOver(patient);
  const gate = Promise.withResolvers<string>();
  const turn = service.inTurn(new AbortController().signal, () => gate.promise);
  await new Promise(setImmediate);
  let finished = false;
  const finishing = service.finish().then(() => {
    finished = true;
  });
  await new Promise(setImmediate);
  t.notOk(finished);
  gate.resolve('done');
  t.equal(await turn, 'done');
  await finishing;
});

t.test('every follower sees every event once, whenever it comes', async (t) => {
  let release: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { service } = serviceOver(
    scriptedBackend(async function* (events) {
      const [created, ...rest] = events.success('a', 1);
      if (created !== undefined) yield created;
      await gate;
      yield* rest;
      yield events.outcome(1);
    }),
  );
  const run = await service.submit(request('a'));
  const early = collect(run.follow(new AbortController().signal));
  await new Promise(setImmediate);
  const late = collect(run.follow(new AbortController().signal));
  const resumed = collect(run.follow(new AbortController().signal, 2));
  const left = new AbortController();
  const leaver = collect(run.follow(left.signal));
  left.abort();
  release();
  const all = [
    '0 run.started',
    '1 task.created',
    '2 task.ready',
    '3 task.started',
    '4 task.completed',
    '5 run.completed',
  ];
  t.same(await early, all);
  t.same(await late, all);
  t.same(await resumed, all.slice(2));
  t.ok((await leaver).length <= 2, 'a follower that leaves is let go at once');
});

t.test(
  'the log is read only for a run that has gone on for a while, and nobody misses or sees twice what happened',
  async (t) => {
    for (const tasks of [1, 64, 65, 66, 100]) {
      const ids = Array.from({ length: tasks }, (_, i) => `t${i}`);
      const [gate, halfway] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      const reads: string[] = [];
      const logs = new Map<string, RunEvent[]>();
      const backend = scriptedBackend(async function* (events) {
        for (const id of ids.slice(1)) yield* events.success(id, 1);
        const [created, ...rest] = events.success('t0', 1);
        if (created !== undefined) yield created;
        halfway.resolve();
        await gate.promise;
        yield* rest;
        yield events.outcome(1);
      });
      const { service } = serviceOver(backend, {
        beginLog: (runId) => {
          const kept: RunEvent[] = [];
          logs.set(runId, kept);
          return { append: (event) => void kept.push(event), commit: () => undefined, end: async () => undefined };
        },
        readEvents: async (runId) => {
          reads.push(runId);
          return [...(logs.get(runId) ?? [])];
        },
      });
      const run = await service.submit(request(...ids));
      const first = collect(run.follow(new AbortController().signal));
      await halfway.promise;
      const second = collect(run.follow(new AbortController().signal));
      const third = collect(run.follow(new AbortController().signal, 3));
      gate.resolve();
      const seqs = (seen: readonly string[]) => seen.map((each) => Number(each.split(' ')[0]));
      const all = Array.from({ length: tasks * 4 + 2 }, (_, seq) => seq);
      t.same(seqs(await first), all);
      t.same(seqs(await second), all);
      t.same(seqs(await third), all.slice(3));
      t.equal(reads.length > 0, tasks > 64, `${tasks} tasks`);
    }
  },
);

t.test('whoever comes while a task waits for a model is told its place, and nobody finds it in the log', async (t) => {
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const [placed, loads] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const { service, logs } = serviceOver(
    scriptedBackend(async function* (events, context) {
      const [created, ready, ...rest] = events.success('a', 1);
      if (created === undefined || ready === undefined) return;
      yield created;
      yield ready;
      const place = (position: number) => {
        const { run_id } = context;
        const queued = { event_type: 'model.queued', run_id, task_id: 'a', attempt_index: 0, connector: 'x', position };
        return { kind: 'queued', queued } as BackendEvent;
      };
      const loading = (loading: boolean) => {
        const of = { task_id: 'a', attempt_index: 0, connector: 'x', model_id: 'big', loading };
        return {
          kind: 'loading',
          loading: { event_type: 'model.loading', run_id: context.run_id, ...of },
        } as BackendEvent;
      };
      yield place(2);
      placed.resolve();
      await gates[0]?.promise;
      yield place(1);
      yield place(0);
      yield loading(true);
      loads.resolve();
      await gates[1]?.promise;
      yield loading(false);
      yield* rest;
      yield events.outcome(1);
    }),
  );
  const run = await service.submit(request('a'));
  await placed.promise;
  const places = async (items: AsyncIterable<RunEvent | LiveEvent>) => {
    const found: (number | string)[] = [];
    for await (const item of items) {
      if (item.event_type === 'model.queued') found.push(item.position);
      if (item.event_type === 'model.loading') found.push(item.loading ? 'loading' : 'loaded');
    }
    return found;
  };
  const waiting = places(run.follow(new AbortController().signal));
  const resumed = places(run.follow(new AbortController().signal, 2));
  gates[0]?.resolve();
  await loads.promise;
  const late = places(run.follow(new AbortController().signal));
  gates[1]?.resolve();
  t.same(await waiting, [2, 1, 0, 'loading', 'loaded']);
  t.same(await resumed, [2, 1, 0, 'loading', 'loaded']);
  t.same(await late, ['loading', 'loaded'], 'it no longer waits in line');
  t.notOk(JSON.stringify([...logs.values()]).includes('model.queued'));
});

t.test('a run whose contents cannot be kept is answered and on record all the same', async (t) => {
  const failing = {
    input: () => undefined,
    declaredInput: () => undefined,
    modelAnswer: () => undefined,
    writtenOutput: () => undefined,
    output: () => undefined,
    end: async () => {
      throw new Error('no space left on device');
    },
  };
  const { service, ended } = serviceOver(honest, { beginContent: () => failing });
  const run = await service.submit(request('a'));
  t.match(await run.result, { status: 'success', final_output: { n: 1 } });
  t.ok(ended.has(run.run_id));
});

t.test('a request can tighten the budget of a graph and not widen it', async (t) => {
  const { service, logs } = serviceOver(honest);
  const graph = { ...graphOf('a'), budget: { max_total_tokens: 5, max_model_invocations: 2 } };
  const run = await service.submit({
    ...request('a'),
    taskgraph: graph,
    budget: { max_total_tokens: 9, max_total_retries: 1, max_model_invocations: 1 },
  });
  await run.result;
  t.match(logs.get(run.run_id)?.[0]?.payload, {
    budget: { max_total_tokens: 5, max_model_invocations: 1, max_total_retries: 1 },
  });
});

t.test('preparing loads the backend that graphs run on and the operations, and runs nothing', async (t) => {
  const loaded: string[] = [];
  const { service, logs } = serviceOver(honest, {
    backend: async (id) => {
      loaded.push(id);
      return honest;
    },
    operations: async () => {
      loaded.push('operations');
      return [];
    },
  });
  await service.prepare();
  t.same(loaded, ['scripted', 'operations']);
  t.same([...logs], []);
  const broken = serviceOver(honest, { backend: () => Promise.reject(new Error('refused')) });
  await t.rejects(broken.service.prepare(), { message: 'refused' });
});

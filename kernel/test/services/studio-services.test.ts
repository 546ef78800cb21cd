import type { ExecuteRequest, ModelDescriptor, Plan, PlanRequest, TaskPlanner } from '@kora/contracts';
import { ScriptedConnector } from '@kora/plugin-sdk/testing';
import t from 'tap';
import { createInstalledModels } from '../../src/services/studio/create-installed-models.ts';
import { createPlanning } from '../../src/services/studio/create-planning.ts';
import { createRunStarter } from '../../src/services/studio/create-run-starter.ts';

const { signal } = new AbortController();
const REQUEST: PlanRequest = {
  message: 'hello',
  history: [],
  attachments: [],
  locale: 'en-GB',
  time_zone: 'UTC',
  now: '2026-11-21T00:00:00Z',
  mode: 'auto',
  model: null,
  budget: { max_tokens: 1, max_time_ms: 1, max_retries: 0 },
  parameters: {},
  reuse: false,
};
const NEEDS: Plan = { kind: 'needs_model', message: 'a model is needed' };
const planner = (id: string, plan: () => Promise<unknown>): TaskPlanner => ({
  id,
  specVersion: '1.0',
  // A plugin in JavaScript may return anything.
  plan: plan as TaskPlanner['plan'],
});
const planWith = (...planners: TaskPlanner[]) => createPlanning(async () => planners).plan(REQUEST, signal);

t.test('preparing loads the planners, and tells when one cannot be', async (t) => {
  let loaded = 0;
  const load = async () => {
    loaded++;
    return [];
  };
  await createPlanning(load).prepare();
  t.equal(loaded, 1);
  await t.rejects(createPlanning(() => Promise.reject(new Error('broken'))).prepare(), { message: 'broken' });
});

t.test('planners are asked by id until one does not decline', async (t) => {
  const asked: string[] = [];
  const of = (id: string, plan: Plan | null) =>
    planner(id, async () => {
      asked.push(id);
      return plan;
    });
  t.same(await planWith(of('c', NEEDS), of('b', NEEDS), of('a', null)), { planner_id: 'b', plan: NEEDS });
  t.same(asked, ['a', 'b']);
  t.equal(await planWith(of('a', null)), null);
  t.equal(await planWith(), null);
});

t.test('a planner that fails or returns no plan is named', async (t) => {
  const broken: unknown[] = [
    undefined,
    7,
    {},
    { kind: 'needs_model' },
    { kind: 'graph', notes: [] },
    { kind: 'graph', graph: {} },
  ];
  for (const plan of broken) {
    const failed = planWith(planner('bad', async () => plan));
    await t.rejects(failed, { code: 'KORA_PLANNER_FAILED', details: { planner: 'bad' } }, JSON.stringify(plan));
  }
  const thrown = planWith(planner('bad', () => Promise.reject(new Error('oh no'))));
  await t.rejects(thrown, { code: 'KORA_PLANNER_FAILED', message: /bad failed: oh no/ });
});

t.test('a planner that lets a model plan reads what came of it, and is named when it cannot', async (t) => {
  const asked = { ...planner('plans', async () => null), decode: async (answer: unknown) => answer as never };
  const planning = createPlanning(async () => [asked]);
  const decoded = { kind: 'refused', reasons: ['no steps'] };
  t.same(await planning.decode('plans', decoded, REQUEST, signal), decoded);
  const broken = [
    null,
    7,
    {},
    { kind: 'refused', reasons: [] },
    { kind: 'refused', reasons: [7] },
    { kind: 'graph', notes: [] },
  ];
  for (const answer of broken) {
    const failed = planning.decode('plans', answer, REQUEST, signal);
    await t.rejects(failed, { code: 'KORA_PLANNER_FAILED', details: { planner: 'plans' } }, JSON.stringify(answer));
  }
  await t.rejects(planning.decode('gone', null, REQUEST, signal), { message: /gone failed: it is not there any more/ });
  const plan = { kind: 'planning', graph: {}, notes: [] };
  const failed = planWith(planner('blind', async () => plan));
  await t.rejects(failed, { code: 'KORA_PLANNER_FAILED', message: /cannot decode/ });
});

t.test('the graph of a plugin is refused like that of any stranger', async (t) => {
  const submitted: ExecuteRequest[] = [];
  const removed: string[] = [];
  const starter = createRunStarter({
    prepare: async () => undefined,
    submit: (request) => {
      submitted.push(request);
      return Promise.reject(new Error('not in this test'));
    },
    isLive: (run_id) => run_id === 'live',
    readTelemetry: async () => null,
    readContents: async () => null,
    removeTelemetry: async (run_id) => run_id === 'one',
    removeContents: async (run_id) => removed.push(run_id) === 0,
    listEnded: (before) => (before === undefined ? ['three', 'one'] : []),
    removeAllContents: async () => void removed.push('all'),
  });
  const task = {
    version: '1.0',
    id: 'a',
    type: 'deterministic',
    input: { operation: 'value.constant', arguments: {} },
  };
  const graph = { kora_version: '1.0.0', graph_id: 'g', root: 'a', tasks: [task] };
  const request = (taskgraph: unknown) => ({ api_version: '1.0', taskgraph }) as ExecuteRequest;
  await t.rejects(starter.start(request({ ...graph, surprise: 1 })), { code: 'KORA_GRAPH_INVALID' });
  await t.rejects(starter.start(request({ ...graph, kora_version: '9.0.0' })), { code: 'KORA_GRAPH_VERSION' });
  t.same(submitted, []);
  await t.rejects(starter.start(request(graph)), { message: 'not in this test' });
  t.equal(submitted.length, 1);
  t.equal(await starter.outcome('live'), null);
  t.equal(await starter.outcome('unknown'), null);
  t.equal(await starter.remove('one'), true);
  t.equal(await starter.remove('two'), false);
  t.same(removed, ['one', 'two'], 'telemetry and contents are both removed');
  t.equal(await starter.removeAll(), 1, 'a run that could not be removed is not counted');
  t.same(removed, ['one', 'two', 'all']);
});

t.test('tokens are counted by a model that is loaded, and estimated otherwise', async (t) => {
  const model = (model_id: string, loaded: boolean): ModelDescriptor => ({
    model_id,
    connector: 'fake',
    digest: null,
    quantization: null,
    context_tokens: null,
    size_bytes: null,
    required_vram_mb: null,
    loaded,
    remote: false,
  });
  let lists = 0;
  let time = 0;
  let fails = false;
  const countTokens = (): Promise<number> => (fails ? Promise.reject(new Error('gone')) : Promise.resolve(42));
  class Counting extends ScriptedConnector {
    override countTokens = countTokens;
  }
  const connector = new Counting({ id: 'fake', script: [] });
  const models = createInstalledModels({
    list: async () => {
      lists++;
      return { models: [model('warm', true), model('cold', false)], connectors: [] };
    },
    connectors: { ids: () => ['fake'], get: async () => connector },
    defaults: { connector: null, model: 'warm' },
    monotonic: () => time,
  });
  const count = (model_id: string, connector: string | null = null) =>
    models.countTokens({ model_id, connector }, 'äbc', signal);
  t.same(models.default, { model_id: 'warm', connector: null });
  t.same(await count(''), { tokens: 2, source: 'estimated' });
  t.equal(lists, 0, 'for no model at all, no runtime is asked');
  t.same(await count('warm'), { tokens: 42, source: 'counted' });
  t.same(await count('warm', 'other'), { tokens: 2, source: 'estimated' });
  t.same(await count('cold'), { tokens: 2, source: 'estimated' }, 'it is not loaded for this');
  t.same(await count('missing'), { tokens: 2, source: 'estimated' });
  t.equal(lists, 1, 'a list that is fresh is not asked for again');
  time = 60_000;
  fails = true;
  t.same(await count('warm'), { tokens: 2, source: 'estimated' }, 'a tokenizer that fails is no reason to fail');
  t.equal(lists, 2);
});

import type { Connector, ConnectorHealth } from '@kora/contracts';
import { connectorDirectory, fakeLogger, ScriptedConnector } from '@kora/plugin-sdk/testing';
import t from 'tap';
import { listRuntimes } from '../../src/models/list-runtimes.ts';
import { ModelBoard } from '../../src/models/model-board.ts';
import { createInstalledModels } from '../../src/services/studio/create-installed-models.ts';

const never = () => new AbortController().signal;

const quick = (id: string, health?: ConnectorHealth) =>
  new ScriptedConnector({ id, script: [], models: [`${id}-model`], ...(health === undefined ? {} : { health }) });

/** A connector whose runtime answers when the test says so, and which tells when it is asked. */
function held(id: string, told: () => void = () => undefined) {
  const gates: PromiseWithResolvers<void>[] = [];
  const connector = quick(id);
  const inner = connector.models.bind(connector);
  const wait = async (signal: AbortSignal) => {
    const gate = Promise.withResolvers<void>();
    signal.addEventListener('abort', () => gate.reject(signal.reason), { once: true });
    gates.push(gate);
    told();
    await gate.promise;
  };
  connector.models = async (signal) => {
    await wait(signal);
    return inner(signal);
  };
  const open = () => {
    for (const gate of gates.splice(0)) gate.resolve();
  };
  return { connector, open, asked: () => gates.length };
}

/** A board whose clock is moved by hand; it would wait a minute for whoever is not ready. */
function board(connectors: readonly Connector[]) {
  const log = fakeLogger();
  const clock = { now: 0 };
  const made = new ModelBoard({
    connectors: connectorDirectory(connectors),
    log,
    patience_ms: 60_000,
    monotonic: () => clock.now,
  });
  t.teardown(() => made.close());
  return Object.assign(made, { log, clock });
}

const idsOf = ({ models }: { models: readonly { model_id: string }[] }) => models.map(({ model_id }) => model_id);
const statusOf = (list: Awaited<ReturnType<ModelBoard['list']>>, id: string) =>
  list.connectors.find((connector) => connector.id === id)?.health.status;

t.test('a silent runtime is marked and does not hold up the models of the others', async (t) => {
  const silent = held('silent');
  const models = board([quick('a'), silent.connector, quick('b')]);
  const first = await models.list(never(), 20);
  t.same(idsOf(first), ['a-model', 'b-model']);
  t.equal(statusOf(first, 'silent'), 'not_answering');
  t.equal(statusOf(first, 'a'), 'ready');
  models.clock.now = 70_000;
  t.same(idsOf(await models.list(never())), ['a-model', 'b-model'], 'a minute is not waited for twice');
  t.equal(silent.asked(), 1, 'and not asked again while the first question is open');
});

t.test('a runtime that answers late is complete in the next list', async (t) => {
  const late = held('late');
  const models = board([late.connector]);
  t.same(idsOf(await models.list(never(), 0)), []);
  while (late.asked() === 0) await new Promise(setImmediate);
  late.open();
  const list = await models.list(never(), 60_000);
  t.same(idsOf(list), ['late-model']);
  t.equal(statusOf(list, 'late'), 'ready');
});

t.test('a runtime that falls silent keeps its models, marked', async (t) => {
  let minutes = 0;
  const runtime = held('was-there', () => {
    models.clock.now = minutes * 70_000;
  });
  const models = board([runtime.connector]);
  const first = models.list(never(), 60_000);
  while (runtime.asked() === 0) await new Promise(setImmediate);
  runtime.open();
  t.equal(statusOf(await first, 'was-there'), 'ready');
  // It is asked, and nothing is heard of it for longer than anybody waits.
  minutes = 1;
  const second = models.list(never(), 20);
  t.equal(statusOf(await second, 'was-there'), 'not_answering');
  t.same(idsOf(await second), ['was-there-model']);
});

t.test('what goes wrong with one connector is its own health and nobody else’s', async (t) => {
  const broken = quick('broken');
  broken.models = async () => {
    throw new Error('boom');
  };
  const absent = quick('absent', { status: 'not_running', message: 'Start it.', runtime_version: null });
  const troubled = quick('troubled', { status: 'loading', message: 'Wait.', runtime_version: null });
  troubled.models = broken.models;
  const models = board([broken, absent, troubled, quick('fine')]);
  const list = await models.list(never());
  t.same(idsOf(list), ['fine-model']);
  t.match(
    list.connectors.map(({ id, health }) => [id, health.status, health.message]),
    [
      ['absent', 'not_running', 'Start it.'],
      ['broken', 'failed', /The log says why/],
      ['fine', 'ready', String],
      ['troubled', 'loading', 'Wait.'],
    ],
  );
  t.match(models.log.lines, [{ level: 'warn', fields: { connector: 'broken', reason: 'boom' } }]);
});

t.test('states are told at once, and of connectors that nobody has asked they are unknown', async (t) => {
  const silent = held('silent');
  const models = board([quick('a'), silent.connector]);
  t.same(models.states(), [
    { id: 'a', status: 'unknown' },
    { id: 'silent', status: 'unknown' },
  ]);
  t.equal(silent.asked(), 0, 'asking for states asks nobody');
  await models.list(never(), 20);
  t.same(models.states(), [
    { id: 'a', status: 'ready' },
    { id: 'silent', status: 'not_answering' },
  ]);
});

t.test('who has no model at all waits for the slow; who has one does not', async (t) => {
  const asked: (number | undefined)[] = [];
  const health = { status: 'not_answering' as const, message: 'm', runtime_version: null };
  const [model] = await quick('x').models(never());
  if (model === undefined) throw new Error('no model');
  let known: (typeof model)[] = [];
  const installed = createInstalledModels({
    list: async (_, wait_ms) => {
      asked.push(wait_ms);
      return { models: known, connectors: [{ id: 'slow', health }] };
    },
    connectors: connectorDirectory([]),
    defaults: { connector: null, model: null },
    monotonic: () => 0,
  });
  await installed.list(never());
  t.match(asked, [undefined, Number]);
  known = [model];
  asked.length = 0;
  await installed.list(never());
  await installed.list(never());
  t.same(asked, [undefined, undefined], 'an incomplete list is not kept');
});

t.test('runtimes are listed one by one, and who else listens is not taken for one', async (t) => {
  const server = { name: 'llama-server', version: 'b1', status: 'ready', models: 2, message: 'It is ready.' } as const;
  const absent = { ...server, name: 'LM Studio', url: 'http://127.0.0.1:3', status: 'not_running' } as const;
  const runtimes = [{ ...server, url: 'http://127.0.0.1:1' }];
  const health = { status: 'ready', message: 'm', runtime_version: 'v' } as const;
  const list = listRuntimes(
    [
      { id: 'llamacpp', health: { ...health, runtimes }, models: [] },
      { id: 'lmstudio', health: { ...health, runtimes: [absent] }, models: [] },
      { id: 'older', health, models: await quick('older').models(never()) },
    ],
    [
      { url: 'http://127.0.0.1:1', answers: [] },
      { url: 'http://127.0.0.1:2', answers: [{ path: '/', status: 200, server: '', text: 'hi' }] },
      { url: 'http://127.0.0.1:3', answers: [] },
    ],
  );
  t.same(
    list.runtimes.map(({ connector, runtime }) => [connector, runtime.name, runtime.url, runtime.models]),
    [
      ['llamacpp', 'llama-server', 'http://127.0.0.1:1', 2],
      ['lmstudio', 'LM Studio', 'http://127.0.0.1:3', 2],
      ['older', 'older', null, 1],
    ],
  );
  t.match(list.others, [
    { url: 'http://127.0.0.1:2', answered: true, message: /no model runtime/ },
    { url: 'http://127.0.0.1:3', answered: false, message: /does not say/ },
  ]);
});

import type { ErrorBody, PluginStatus } from '@kora/contracts';
import t, { type Test } from 'tap';
import type { PluginRegistry, RegistryOptions } from '../../src/registry/index.ts';
import { connectorCode, createStudio, entry, type TestPlugin, type TestStudio, until } from './support/studio.ts';

async function openWith(
  t: Test,
  plugins: readonly TestPlugin[],
  options: Partial<RegistryOptions> = {},
): Promise<{ studio: TestStudio; registry: PluginRegistry }> {
  const studio = await createStudio();
  t.teardown(() => studio.remove());
  for (const plugin of plugins) await studio.install(plugin);
  const registry = await studio.open(options);
  t.teardown(() => registry.close());
  return { studio, registry };
}

const statusOf = (registry: PluginRegistry, id: string): PluginStatus | undefined =>
  registry.list().find((plugin) => plugin.id === id);
const codeOf = (error: ErrorBody | null | undefined) => error?.details.code;

t.test('a connector is found by its id, and its plugin is activated at first use and only once', async (t) => {
  const trace = `globalThis.koraTrace = [...(globalThis.koraTrace ?? []), 'init'];`;
  const { registry } = await openWith(t, [
    {
      id: 'connector-echo',
      contributes: { connectors: ['echo'] },
      code: entry('connector-echo', `${trace} await null; return { connectors: [${connectorCode('echo')}] };`),
    },
  ]);
  const traced = () => (globalThis as { koraTrace?: string[] }).koraTrace ?? [];
  t.same(registry.connectors.ids(), ['echo']);
  t.match(statusOf(registry, 'connector-echo'), { state: 'verified', activation_ms: null, version: '1.0.0' });
  t.equal(traced().length, 0, 'nothing ran yet');
  const [a, b] = await Promise.all([registry.connectors.get('echo'), registry.connectors.get('echo')]);
  t.equal(a, b);
  t.equal(a?.id, 'echo');
  t.equal(traced().length, 1);
  const status = statusOf(registry, 'connector-echo');
  t.equal(status?.state, 'active');
  t.ok((status?.activation_ms ?? -1) >= 0);
  t.equal(await registry.connectors.get('nobody'), undefined);
  await t.rejects(registry.backend('nobody'), {
    code: 'KORA_REGISTRY_CONTRIBUTION_NOT_FOUND',
    error_type: 'NOT_FOUND',
  });
});

t.test('services of one plugin reach another, which is activated after it and stopped before it', async (t) => {
  const note = (text: string) => `(globalThis.koraOrder ??= []).push('${text}');`;
  const { registry } = await openWith(t, [
    {
      id: 'library',
      provides: ['kora.model-catalog'],
      code: entry(
        'library',
        `${note('library up')} scope.defer(() => { ${note('library down')} });
         return { services: [{ token: { name: 'kora.model-catalog' }, value: { list: async () => ['m'] } }] };`,
      ),
    },
    {
      id: 'user',
      requires: ['kora.model-catalog', 'kora.logger'],
      contributes: { commands: ['models'] },
      code: entry(
        'user',
        `${note('user up')} scope.defer(() => { ${note('first')} }); scope.defer(() => { ${note('second')} throw new Error('no'); });
         scope.signal.addEventListener('abort', () => { ${note('user aborted')} });
         services.log.info('hello');
         return { commands: [{ id: 'models', specVersion: '1.0', summary: '', run: async () => services.catalog.list() }],
           connectors: [] };`,
        { catalog: 'kora.model-catalog', log: 'kora.logger' },
      ),
    },
  ]);
  const command = await registry.command('models');
  t.same(await command.run([], AbortSignal.timeout(1000)), ['m']);
  await Promise.all([registry.close(), registry.close()]);
  t.same((globalThis as { koraOrder?: string[] }).koraOrder, [
    'library up',
    'user up',
    'user aborted',
    'second',
    'first',
    'library down',
  ]);
  await t.rejects(registry.command('models'), { code: 'KORA_REGISTRY_CLOSED' });
});

t.test('connectors are disposed when their plugin stops, before what it deferred', async (t) => {
  const { registry } = await openWith(t, [
    {
      id: 'connector-held',
      contributes: { connectors: ['held'] },
      code: entry(
        'connector-held',
        `const seen = (globalThis.koraHeld = []); scope.defer(() => { seen.push('deferred'); });
         return { connectors: [${connectorCode('held', `async dispose() { seen.push('disposed'); }`)}] };`,
      ),
    },
  ]);
  await registry.connectors.get('held');
  await registry.close();
  t.same((globalThis as { koraHeld?: string[] }).koraHeld, ['disposed', 'deferred']);
});

t.test('what a plugin returns must be what its manifest declares, in both directions', async (t) => {
  const contributes = { connectors: ['one', 'two'] };
  const { registry } = await openWith(t, [
    {
      id: 'connector-other',
      contributes,
      code: entry('connector-other', `return { connectors: [${connectorCode('one')}, ${connectorCode('three')}] };`),
    },
    {
      id: 'healthy',
      contributes: { connectors: ['fine'] },
      code: entry('healthy', `return { connectors: [${connectorCode('fine')}] };`),
    },
  ]);
  await t.rejects(registry.connectors.get('one'), {
    code: 'KORA_REGISTRY_CONTRIBUTIONS_DIFFER',
    details: { plugin_id: 'connector-other', undeclared: ['connector three'], missing: ['connector two'] },
  });
  t.match(statusOf(registry, 'connector-other'), { state: 'failed', error: { error_type: 'PLUGIN_REJECTED' } });
  t.equal((await registry.connectors.get('fine'))?.id, 'fine', 'others go on');
});

t.test('each way in which code can contradict its manifest has its own error, and names the plugin', async (t) => {
  const contributes = { commands: ['go'] };
  const good = `return { commands: [{ id: 'go', specVersion: '1.0', summary: '', run: async () => null }] };`;
  const panel = (module: string) =>
    `return { panels: [{ id: 'p', specVersion: '1.0', slot: 'main', element: 'x-y', module: '${module}', title: '', order: 0 }] };`;
  const cases: readonly [code: string, plugin: Omit<TestPlugin, 'id'>, body: string][] = [
    ['KORA_REGISTRY_NO_PLUGIN_EXPORT', {}, 'export const other = 1;'],
    ['KORA_REGISTRY_IMPORT_FAILED', {}, 'throw new Error("at import");'],
    ['KORA_REGISTRY_ID_DIFFERS', {}, entry('somebody-else', good)],
    ['KORA_REGISTRY_REQUIRES_DIFFER', {}, entry('case', good, { log: 'kora.logger' })],
    ['KORA_REGISTRY_REQUIRES_DIFFER', { requires: ['kora.clock'] }, entry('case', good)],
    ['KORA_REGISTRY_INIT_FAILED', {}, entry('case', 'throw new Error("port in use");')],
    ['KORA_REGISTRY_INIT_FAILED', {}, entry('case', 'return { connectors: 7 };')],
    ['KORA_REGISTRY_CONTRIBUTIONS_DIFFER', {}, entry('case', 'return undefined;')],
    ['KORA_REGISTRY_SPEC_VERSION', {}, entry('case', good.replace(`'1.0'`, `'2.0'`))],
    ['KORA_CAPABILITY_DENIED', { requires: ['kora.storage'] }, entry('case', good, { files: 'kora.storage' })],
  ];
  for (const [code, plugin, body] of cases) {
    await t.test(code, async (t) => {
      const { registry } = await openWith(t, [{ id: 'case', contributes, code: body, ...plugin }]);
      await t.rejects(registry.command('go'), { code, details: { plugin_id: 'case' } });
      await t.rejects(registry.command('go'), { code }, 'the same answer again');
      t.equal(codeOf(statusOf(registry, 'case')?.error), code);
    });
  }
  await t.test('a panel comes from a signed file', async (t) => {
    const plugin = { id: 'case', contributes: { panels: ['p'] }, code: entry('case', panel('panel.js')) };
    const { registry } = await openWith(t, [plugin]);
    t.same(await registry.panels(), []);
    t.equal(codeOf(statusOf(registry, 'case')?.error), 'KORA_REGISTRY_PANEL_MODULE_UNLISTED');
    const { registry: other } = await openWith(t, [{ ...plugin, extraFiles: { 'panel.js': '1' } }]);
    t.match(await other.panels(), [{ id: 'p', plugin_id: 'case', plugin_version: '1.0.0', module: 'panel.js' }]);
    t.equal(await other.files('case').readText('panel.js'), '1');
    t.throws(() => other.files('nobody'), { code: 'KORA_REGISTRY_PLUGIN_NOT_FOUND' });
  });
});

t.test('a plugin that hangs is given up, and the error names the innermost one', async (t) => {
  const { registry } = await openWith(
    t,
    [
      {
        id: 'hanging',
        provides: ['kora.model-catalog'],
        code: entry(
          'hanging',
          `scope.signal.addEventListener('abort', () => globalThis.koraLate?.()); await new Promise((resolve) => { globalThis.koraLate = resolve; }); scope.defer(() => { globalThis.koraUndone = true; }); return {};`,
        ),
      },
      {
        id: 'middle',
        requires: ['kora.model-catalog'],
        provides: ['x.y'],
        code: entry('middle', '', { c: 'kora.model-catalog' }),
      },
      { id: 'outer', requires: ['x.y'], contributes: { commands: ['go'] }, code: entry('outer', '', { x: 'x.y' }) },
    ],
    { activationTimeoutMs: 1500 },
  );
  await t.rejects(registry.command('go'), {
    code: 'KORA_REGISTRY_ACTIVATION_TIMEOUT',
    details: { plugin_id: 'outer', waiting_for: 'hanging', phase: 'init', limit_ms: 1500 },
  });
  await until(() => statusOf(registry, 'hanging')?.state === 'failed');
  t.equal(codeOf(statusOf(registry, 'hanging')?.error), 'KORA_REGISTRY_ACTIVATION_TIMEOUT');
  await until(() => (globalThis as { koraUndone?: boolean }).koraUndone === true);
  t.equal(statusOf(registry, 'middle')?.state, 'failed', 'a plugin that waited for it is not started late');
});

t.test('a plugin whose dependency fails says which one and why', async (t) => {
  const { registry } = await openWith(t, [
    { id: 'broken', provides: ['x.y'], code: entry('broken', 'throw new Error("no disk");') },
    { id: 'user', requires: ['x.y'], contributes: { commands: ['go'] }, code: entry('user', '', { x: 'x.y' }) },
  ]);
  await t.rejects(registry.command('go'), {
    code: 'KORA_REGISTRY_DEPENDENCY_FAILED',
    message: /broken.*no disk/s,
    details: { plugin_id: 'user', dependency: 'broken', cause_code: 'KORA_REGISTRY_INIT_FAILED' },
  });
});

t.test('of two libraries with one operation, the second is stopped with a reason', async (t) => {
  const library = (id: string) =>
    entry(
      id,
      `return { operations: [{ id: '${id}', specVersion: '1.0', operations: [{ name: 'text.same' }], script: {} }] };`,
    );
  const { registry } = await openWith(t, [
    { id: 'ops-a', contributes: { operations: ['ops-a'] }, code: library('ops-a') },
    { id: 'ops-b', contributes: { operations: ['ops-b'] }, code: library('ops-b') },
    { id: 'ops-c', contributes: { operations: ['ops-c'] }, code: entry('ops-c', 'throw new Error("c");') },
  ]);
  t.same(
    (await registry.operations()).map((library) => library.id),
    ['ops-a'],
  );
  t.match(statusOf(registry, 'ops-b'), {
    state: 'failed',
    error: { details: { code: 'KORA_REGISTRY_DUPLICATE_OPERATION', operation: 'text.same', other: 'ops-a' } },
  });
  t.equal(statusOf(registry, 'ops-c')?.state, 'failed');
});

t.test('routes are known before activation and served after it', async (t) => {
  const handler = `{ method: 'GET', path: '/things/:id', summary: '', request_schema: null, response_schema: null, handle: async ({ params }) => ({ status: 200, body: params.id }) }`;
  const { registry } = await openWith(t, [
    {
      id: 'things',
      contributes: { routes: ['GET /things/:id'] },
      code: entry('things', `return { routes: [{ id: 'things', specVersion: '1.0', routes: [${handler}] }] };`),
    },
  ]);
  t.same(registry.declaredRoutes, [{ method: 'GET', path: '/things/:id', plugin_id: 'things' }]);
  const changes: string[] = [];
  const stop = registry.onChange(() => changes.push('changed'));
  registry.onChange(() => {
    throw new Error('a bad listener');
  });
  const route = await registry.route('GET', '/things/:id');
  const answer = await route.handle({ params: { id: '7' }, query: {}, body: null }, AbortSignal.timeout(1000));
  t.same(answer, { status: 200, body: '7' });
  t.ok(changes.length > 0);
  stop();
  await t.rejects(registry.route('POST', '/things/:id'), { code: 'KORA_REGISTRY_CONTRIBUTION_NOT_FOUND' });
});

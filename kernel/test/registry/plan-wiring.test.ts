import type { PluginManifest } from '@kora/contracts';
import fc from 'fast-check';
import t from 'tap';
import { findCycles } from '../../src/registry/find-cycles.ts';
import { planWiring, type WiringInput } from '../../src/registry/plan-wiring.ts';
import { manifestOf, type TestPlugin } from './support/studio.ts';

const manifest = (plugin: TestPlugin): PluginManifest => ({ ...manifestOf(plugin), files: {} });

function wire(plugins: readonly TestPlugin[], more: Partial<WiringInput> = {}) {
  const verified = new Map(plugins.map((plugin) => [plugin.id, manifest(plugin)]));
  const kernelTokens = new Set(['kora.logger', 'kora.clock']);
  return planWiring({ verified, refused: [], running: new Set(), kernelTokens, ...more });
}

t.test('a plugin whose tokens all have one provider can start', async (t) => {
  const { blocked, providers } = wire([
    { id: 'a', provides: ['x.y'] },
    { id: 'b', requires: ['x.y', 'kora.logger'] },
  ]);
  t.equal(blocked.size, 0);
  t.same([...providers], [['x.y', 'a']]);
});

t.test('of two providers neither is started, both are named, and who needs them is told', async (t) => {
  const { blocked } = wire([
    { id: 'a', provides: ['x.y'] },
    { id: 'b', provides: ['x.y'] },
    { id: 'c', requires: ['x.y'] },
  ]);
  for (const id of ['a', 'b']) {
    t.match(blocked.get(id), {
      code: 'KORA_REGISTRY_TWO_PROVIDERS',
      details: { plugin_id: id, providers: ['a', 'b'] },
    });
  }
  t.match(blocked.get('c'), { code: 'KORA_REGISTRY_MISSING_DEPENDENCIES', message: /x\.y \(plugin a provides it/ });
});

t.test("a plugin cannot stand in for the kernel's own services", async (t) => {
  const { blocked } = wire([{ id: 'spy', provides: ['kora.logger'] }]);
  t.match(blocked.get('spy')?.details, { token: 'kora.logger', providers: ['the kernel', 'spy'] });
});

t.test('a newcomer that clashes with a running plugin is blocked, and the running one stays', async (t) => {
  const plugins = [
    { id: 'a', contributes: { connectors: ['llamacpp'] } },
    { id: 'b', contributes: { connectors: ['llamacpp'] } },
  ];
  t.same([...wire(plugins, { running: new Set(['a']) }).blocked.keys()], ['b']);
  const both = wire(plugins).blocked;
  t.same([...both.keys()], ['a', 'b']);
  t.match(both.get('a'), {
    code: 'KORA_REGISTRY_DUPLICATE_CONTRIBUTION',
    details: { kind: 'connector', id: 'llamacpp', plugins: ['a', 'b'] },
  });
});

t.test('routes that answer the same requests clash, whatever their parameters are called', async (t) => {
  const { blocked } = wire([
    { id: 'a', contributes: { routes: ['GET /things/:id'] } },
    { id: 'b', contributes: { routes: ['GET /things/:name', 'POST /things'] } },
    { id: 'c', contributes: { routes: ['DELETE /things/:id'] } },
  ]);
  t.same([...blocked.keys()].sort(), ['a', 'b']);
});

t.test('a route that is none is refused before anything is imported', async (t) => {
  for (const route of ['FETCH /x', '/x', 'GET x', 'GET /x/../y', 'GET /x y', 'GET /*', 'GET /x/(.*)']) {
    const { blocked } = wire([{ id: 'a', contributes: { routes: [route] } }]);
    t.match(blocked.get('a'), { code: 'KORA_REGISTRY_ROUTE_INVALID', details: { plugin_id: 'a', route } }, route);
  }
});

t.test('all missing tokens are listed at once, each with the reason', async (t) => {
  const { blocked } = wire([{ id: 'a', requires: ['x.y', 'kora.clock', 'x.z'] }], {
    refused: [manifest({ id: 'tampered', provides: ['x.z'] })],
  });
  t.same(blocked.get('a')?.details.missing, [
    { token: 'x.y', reason: 'no installed plugin provides it' },
    { token: 'x.z', reason: 'plugin tampered is refused' },
  ]);
});

t.test('what is missing travels along the chain of those who need it', async (t) => {
  const { blocked } = wire([
    { id: 'a', requires: ['b.b'] },
    { id: 'b', provides: ['b.b'], requires: ['c.c'] },
    { id: 'd' },
  ]);
  t.match(blocked.get('b'), { message: /c\.c \(no installed plugin provides it\)/ });
  t.match(blocked.get('a'), { message: /b\.b \(plugin b provides it, and is blocked itself\)/ });
  t.notOk(blocked.has('d'));
});

t.test('a cycle is printed as a path, and blocks only its members and those who need them', async (t) => {
  const { blocked } = wire([
    { id: 'a', provides: ['a.a'], requires: ['b.b'] },
    { id: 'b', provides: ['b.b'], requires: ['a.a'] },
    { id: 'c', requires: ['a.a'] },
    { id: 'own', provides: ['own.own'], requires: ['own.own'] },
  ]);
  t.match(blocked.get('a'), { code: 'KORA_REGISTRY_CYCLE', message: /a -> b -> a/ });
  t.match(blocked.get('b'), { code: 'KORA_REGISTRY_CYCLE', message: /a -> b -> a/ });
  t.match(blocked.get('c'), { code: 'KORA_REGISTRY_MISSING_DEPENDENCIES' });
  t.match(blocked.get('own'), { message: /own -> own/ });
});

t.test('cycles are found exactly where they are', async (t) => {
  const graph = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), { maxLength: 14 });
  fc.assert(
    fc.property(graph, (edges) => {
      const needs = new Map(Array.from({ length: 7 }, (_, i): [string, string[]] => [String(i), []]));
      for (const [from, to] of edges) needs.get(String(from))?.push(String(to));
      const cycles = findCycles(needs);
      for (const cycle of cycles) {
        for (const [i, step] of cycle.slice(0, -1).entries())
          if (!needs.get(step)?.includes(cycle[i + 1] ?? '')) return false;
        if (cycle[0] !== cycle.at(-1)) return false;
      }
      // A plugin lies on a cycle when it can reach itself.
      const reached = (from: string): ReadonlySet<string> => {
        const seen = new Set(needs.get(from));
        for (const at of seen) for (const next of needs.get(at) ?? []) seen.add(next);
        return seen;
      };
      const onCycle = [...needs.keys()].filter((id) => reached(id).has(id));
      return (
        onCycle.every((id) => cycles.some((cycle) => cycle.includes(id))) &&
        new Set(cycles.flat()).size === onCycle.length
      );
    }),
  );
  t.pass('for every small graph');
});

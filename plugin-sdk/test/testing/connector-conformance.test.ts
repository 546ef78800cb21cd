import type { Connector } from '@kora/contracts';
import { type ConformanceTest, connectorConformance, ScriptedConnector } from '@kora/plugin-sdk/testing';
import t from 'tap';
import { brokenConnectors } from './broken-connectors.ts';
import { brokenRuntimes } from './broken-runtimes.ts';
import { failuresOf } from './recorded-suite.ts';
import { type RuntimeFault, scriptedRuntime } from './scripted-runtime.ts';
import { wellBehaved } from './well-behaved-script.ts';

/** A connector that is fine is waited for, however busy the machine is; one that may hang by design is not. */
const suiteOver =
  (make: () => Connector, limit_ms = 20_000) =>
  (t: ConformanceTest) =>
    connectorConformance(t, {
      limit_ms,
      async create() {
        const connector = make();
        return { connector, modelId: 'scripted-model', dispose: async () => {} };
      },
    });

t.test('a well-behaved connector passes', (t) => suiteOver(() => new ScriptedConnector({ script: wellBehaved }))(t));

t.test('a connector that answers an abort by rejecting passes as well', async (t) => {
  t.same(await failuresOf(suiteOver(() => new ScriptedConnector({ script: wellBehaved, on_abort: 'reject' }))), []);
});

t.test('a connector that takes its time passes', async (t) => {
  const script = typeof wellBehaved === 'function' ? wellBehaved : () => ({});
  const slow = () => new ScriptedConnector({ script: (r, i) => ({ ...script(r, i), token_delay_ms: 1 }) });
  t.same(await failuresOf(suiteOver(slow)), []);
});

t.test('what a connector does not support is not tested', async (t) => {
  const names: string[] = [];
  const listing: ConformanceTest = {
    test: async (name, body) => {
      names.push(name);
      await body(listing);
    },
    ok: t.ok.bind(t),
    equal: t.equal.bind(t),
    same: t.same.bind(t),
  };
  const supports = { seed: false, streaming: false, structured_output: 'none' } as const;
  await suiteOver(() => new ScriptedConnector({ script: wellBehaved, supports }))(listing);
  t.notOk(names.includes('the same seed gives the same answer'));
  t.notOk(names.includes('a request with schema yields JSON of that schema'));
  t.ok(names.includes('a counted prompt is what the call then uses'));
});

const suiteOverRuntime = (fault?: RuntimeFault) => (t: ConformanceTest) =>
  connectorConformance(t, { limit_ms: fault === undefined ? 20_000 : 400, create: async () => scriptedRuntime(fault) });

t.test('a connector whose runtime comes and goes passes', (t) => suiteOverRuntime()(t));

const broken = [
  ...brokenConnectors.map(({ make, ...rest }) => ({ ...rest, suite: suiteOver(make, 400) })),
  ...brokenRuntimes.map(({ make, ...rest }) => ({ ...rest, suite: suiteOverRuntime(make) })),
];

// They wait more than they work, so many can do so at once.
t.test('every fault is caught by the clause that is for it', { jobs: 6 }, async (t) => {
  for (const { fault, caughtBy, suite } of broken) {
    t.test(`a connector that ${fault} is caught`, { buffered: true }, async (t) => {
      const failures = await failuresOf(suite);
      t.ok(failures.includes(caughtBy), `by "${caughtBy}", among ${JSON.stringify(failures)}`);
    });
  }
});

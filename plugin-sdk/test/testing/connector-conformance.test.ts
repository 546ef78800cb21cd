import type { Connector } from '@kora/contracts';
import { type ConformanceTest, connectorConformance, ScriptedConnector } from '@kora/plugin-sdk/testing';
import t from 'tap';
import { brokenConnectors } from './broken-connectors.ts';
import { brokenRuntimes } from './broken-runtimes.ts';
import { failuresOf } from './recorded-suite.ts';
import { type RuntimeFault, scriptedRuntime } from './scripted-runtime.ts';
import { wellBehaved } from './well-behaved-script.ts';

/** Long enough for a good connector on a busy machine; nothing waits for it. */
const PATIENT_MS = 20_000;
/** What a connector that hangs is waited for, again and again. */
const IMPATIENT_MS = 400;

const suiteOver = (make: () => Connector, limit_ms: number) => (t: ConformanceTest) =>
  connectorConformance(t, {
    limit_ms,
    async create() {
      const connector = make();
      return { connector, modelId: 'scripted-model', dispose: async () => {} };
    },
  });

t.test('a well-behaved connector passes', (t) =>
  suiteOver(() => new ScriptedConnector({ script: wellBehaved }), PATIENT_MS)(t),
);

t.test('a connector that answers an abort by rejecting passes as well', async (t) => {
  const rejecting = () => new ScriptedConnector({ script: wellBehaved, on_abort: 'reject' });
  t.same(await failuresOf(suiteOver(rejecting, PATIENT_MS)), []);
});

t.test('a connector that takes its time passes', async (t) => {
  const script = typeof wellBehaved === 'function' ? wellBehaved : () => ({});
  const slow = () => new ScriptedConnector({ script: (r, i) => ({ ...script(r, i), token_delay_ms: 1 }) });
  t.same(await failuresOf(suiteOver(slow, PATIENT_MS)), []);
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
  await suiteOver(() => new ScriptedConnector({ script: wellBehaved, supports }), PATIENT_MS)(listing);
  t.notOk(names.includes('the same seed gives the same answer'));
  t.notOk(names.includes('a request with schema yields JSON of that schema'));
  t.ok(names.includes('a counted prompt is what the call then uses'));
});

const suiteOverRuntime = (limit_ms: number, fault?: RuntimeFault) => (t: ConformanceTest) =>
  connectorConformance(t, { limit_ms, create: async () => scriptedRuntime(fault) });

t.test('a connector whose runtime comes and goes passes', (t) => suiteOverRuntime(PATIENT_MS)(t));

const broken = [
  ...brokenConnectors.map(({ make, ...rest }) => ({ ...rest, suite: suiteOver(make, IMPATIENT_MS) })),
  ...brokenRuntimes.map(({ make, ...rest }) => ({ ...rest, suite: suiteOverRuntime(IMPATIENT_MS, make) })),
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

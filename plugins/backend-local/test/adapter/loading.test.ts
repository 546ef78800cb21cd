import type { ModelDescriptor } from '@kora/contracts';
import { ScriptedConnector, turns } from '@kora/plugin-sdk/testing';
import t from 'tap';
import { backendOver, freeze, model, run, threads } from '../support/run-graph.ts';

const pool = threads(1);
t.teardown(() => pool.close());

/** Lists its models as they were a moment ago: none of them is in memory. */
class Behind extends ScriptedConnector {
  override async models(signal: AbortSignal): Promise<readonly ModelDescriptor[]> {
    return (await super.models(signal)).map((listed) => ({ ...listed, loaded: false }));
  }
}

const asking = (of: string) => freeze([model('ask', { routing: { model: of } })]);
const talking = () => new Behind({ script: () => turns.answer('x'), models: ['big', 'small'] });

t.test('a model that is not in memory is told of, from before its tokens are counted until it begins', async (t) => {
  const connector = talking();
  const backend = backendOver(pool);
  const seen: string[] = [];
  const { loading } = await run(backend, asking('big'), {
    connectors: [connector],
    onItem: (item) => {
      if (item.kind === 'loading') seen.push(`loading ${item.loading.loading}, ${connector.prompts_counted} counted`);
      if (item.kind === 'event' && item.event.event_type.startsWith('model.')) seen.push(item.event.event_type);
      if (item.kind === 'delta') seen.push('words');
    },
  });
  t.match(loading[0], { task_id: 'ask', connector: 'scripted', model_id: 'big', attempt_index: 0 });
  const [begins, , ends] = seen;
  t.match(begins, /^loading true/);
  t.match(ends, /^loading false/);
  t.same(seen.slice(3), ['words', 'model.invocation.completed']);
});

t.test('what has just answered is in memory, whatever a list says, until another takes its place', async (t) => {
  let now = 0;
  const backend = backendOver(pool, { monotonic: () => now });
  const connector = talking();
  const loads = async (of: string) => (await run(backend, asking(of), { connectors: [connector] })).loading.length;
  t.equal(await loads('big'), 2);
  t.equal(await loads('big'), 0);
  t.equal(await loads('small'), 2);
  t.equal(await loads('big'), 2);
  now = 40_000;
  t.equal(await loads('big'), 2, 'its runtime may have let it go');
  const current = new ScriptedConnector({ script: () => turns.answer('x') });
  const listed = async () =>
    (await run(backendOver(pool), asking('scripted-model'), { connectors: [current] })).loading.length;
  t.equal(await listed(), 2);
  t.equal(await listed(), 0, 'a list that says so is believed');
});

t.test('a call that fails before it begins has ended all the same', async (t) => {
  const connector = talking();
  await connector.dispose();
  const { loading, outcome } = await run(backendOver(pool), asking('big'), { connectors: [connector] });
  t.same(
    loading.map((each) => each.loading),
    [true, false],
  );
  t.ok(outcome.error);
});

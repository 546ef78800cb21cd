import type { ModelDescriptor } from '@kora/contracts';
import { connectorDirectory, ScriptedConnector, turns } from '@kora/plugin-sdk/testing';
import t from 'tap';
import { ModelChooser } from '../../src/adapter/choose-model.ts';
import { backendOver, freeze, model, run, threads } from '../support/run-graph.ts';

/** Has listed its models a moment ago, and others now. */
class Remembering extends ScriptedConnector {
  recent: readonly string[] | null;
  now: readonly string[];
  lists = 0;

  constructor(recent: readonly string[] | null, now: readonly string[]) {
    super({ script: () => turns.answer('x'), models: [...(recent ?? []), ...now] });
    this.recent = recent;
    this.now = now;
  }

  override async models(signal: AbortSignal): Promise<readonly ModelDescriptor[]> {
    this.lists++;
    return (await super.models(signal)).filter(({ model_id }) => this.now.includes(model_id));
  }

  async recentModels(signal: AbortSignal): Promise<readonly ModelDescriptor[] | null> {
    const { recent } = this;
    return recent === null ? null : (await super.models(signal)).filter(({ model_id }) => recent.includes(model_id));
  }
}

const never = () => new AbortController().signal;
const chooserOf = (...connectors: ScriptedConnector[]) => new ModelChooser(connectorDirectory(connectors), {}, never());
const nameOf = (chosen: Awaited<ReturnType<ModelChooser['choose']>>) =>
  chosen instanceof Error ? chosen.code : chosen.descriptor.model_id;

t.test('what was listed a moment ago is not listed again', async (t) => {
  const connector = new Remembering(['a', 'b'], ['a', 'b']);
  const chooser = chooserOf(connector);
  t.equal(nameOf(await chooser.choose('ask', {}, never())), 'a');
  t.equal(nameOf(await chooser.choose('ask', { model: 'b' }, never())), 'b');
  t.equal(connector.lists, 0);
});

t.test('a model that has come since is found, and one that nobody has is looked for once', async (t) => {
  const connector = new Remembering(['a'], ['a', 'new']);
  t.equal(nameOf(await chooserOf(connector).choose('ask', { model: 'new' }, never())), 'new');
  t.equal(connector.lists, 1);
  const chooser = chooserOf(connector);
  t.equal(nameOf(await chooser.choose('ask', { model: 'none' }, never())), 'KORA_MODEL_UNAVAILABLE');
  t.equal(nameOf(await chooser.choose('ask', { model: 'none' }, never())), 'KORA_MODEL_UNAVAILABLE');
  t.equal(connector.lists, 2);
});

t.test('who remembers nothing is asked, and only once', async (t) => {
  const connector = new Remembering(null, ['a']);
  const chooser = chooserOf(connector);
  for (const wanted of ['a', 'none', 'a']) await chooser.choose('ask', { model: wanted }, never());
  t.equal(connector.lists, 1);
});

t.test('whoever may take an earlier answer asks which weights there are now', async (t) => {
  const pool = threads(1);
  t.teardown(() => pool.close());
  const connector = new Remembering(['gone'], ['here']);
  const ask = (more = {}) =>
    run(backendOver(pool), freeze([model('ask', more)], { kora_version: '1.1.0' }), { connectors: [connector] });
  t.equal((await ask({ reuse: { max_age_s: 3600 } })).task('ask').model?.model_id, 'here');
  t.equal((await ask()).task('ask').model?.model_id, 'gone', 'whose connector would notice');
});

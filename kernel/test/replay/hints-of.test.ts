import type { FrozenGraph } from '@kora/contracts';
import t from 'tap';
import { hintsOf } from '../../src/replay/recorded-models.ts';
import type { RecordedRest } from '../../src/replay/recorded-state.ts';
import { frozenOf } from '../run/support/scripted-backend.ts';
import { recordedCall } from './support/recorded-run.ts';

/** A graph of model tasks that leave the choice of their model open, unless `more` says otherwise. */
function graphOf(more: Readonly<Record<string, object>>): FrozenGraph['graph'] {
  const tasks = Object.entries(more).map(([id, fields]) => ({
    version: '1.0.0',
    id,
    type: 'model' as const,
    input: { messages: [{ role: 'user' as const, content: id }] },
    schema: { type: 'string' },
    budget: { max_tokens: 9, max_time_ms: 900, max_retries: 2 },
    ...fields,
  }));
  return frozenOf({ kora_version: '1.1.0', graph_id: 'g', root: tasks.at(-1)?.id ?? '', tasks }).graph;
}
const rest = (task_id: string, model_id: string, connector = 'c', attempt_index = 0): RecordedRest => ({
  task_id,
  attempt_index,
  connector,
  model_id,
  digest: null,
});
/** Calls of the model `m` of the connector `c`. */
const asked = (id: string) => recordedCall(id, id, '');

t.test('what a request hinted at shows in what was asked', (t) => {
  t.same(hintsOf(graphOf({ a: {} }), [], [asked('a')]), { model: 'm', connector: 'c' });
  t.same(hintsOf(graphOf({ a: { routing: { model: 'm' } } }), [], [asked('a')]), { connector: 'c' });
  t.same(hintsOf(graphOf({ a: {} }), [], []), {});
  t.end();
});

t.test('it shows in what was chosen and found at rest, even if another model was asked then', (t) => {
  const graph = graphOf({ a: { on_failure: { escalate: [{ model: 'm', connector: 'c' }] } } });
  t.same(hintsOf(graph, [], [], [rest('a', 'hinted', 'd')]), { model: 'hinted', connector: 'd' });
  t.same(hintsOf(graph, [], [asked('a')], [rest('a', 'hinted', 'd')]), { model: 'hinted', connector: 'd' });
  const both = [rest('a', 'hinted', 'd'), rest('a', 'm', 'c')];
  t.same(hintsOf(graph, [], [], both), { model: 'hinted', connector: 'd' }, 'the first counts');
  t.end();
});

t.test('a rest before a further attempt says nothing of the hint', (t) => {
  const graph = graphOf({ a: { on_failure: { escalate: [{ model: 'other', connector: 'd' }] } } });
  const later = [rest('a', 'other', 'd', 1)];
  t.same(hintsOf(graph, [], [asked('a')], later), { model: 'm', connector: 'c' });
  t.end();
});

t.test('items choose for the task that they belong to', (t) => {
  const graph = graphOf({ a: {} });
  t.same(hintsOf(graph, [], [asked('a[1]')]), { model: 'm', connector: 'c' });
  t.same(hintsOf(graph, [], [asked('a[1]')], [rest('a[0]', 'm')]), { model: 'm', connector: 'c' });
  t.same(hintsOf(graph, [], [], [rest('a[3]', 'm')]), { model: 'm', connector: 'c' });
  t.end();
});

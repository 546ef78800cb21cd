import t from 'tap';
import { loadingLine } from '../../src/cli/run/loading-line.ts';

t.test('a model that comes into memory is told of, and that it is there is not', async (t) => {
  const at = { event_type: 'model.loading', run_id: 'run-00001', task_id: 'a', attempt_index: 0 } as const;
  const of = { connector: 'llamacpp', model_id: 'tiny' };
  t.equal(loadingLine({ ...at, ...of, loading: true }), '  a: llamacpp is loading tiny into memory');
  t.equal(loadingLine({ ...at, ...of, loading: false }), null);
});

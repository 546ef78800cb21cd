import t from 'tap';
import { PlaceLines } from '../../src/cli/run/place-lines.ts';

const at = (task_id: string, position: number) =>
  ({ event_type: 'model.queued', run_id: 'run-00001', attempt_index: 0, connector: 'x', task_id, position }) as const;

t.test('of a run that waits only the task that is nearest to its turn is told', async (t) => {
  const lines = new PlaceLines();
  t.equal(lines.take(at('a', 3)), '  a: waiting for x, number 3 in line');
  t.equal(lines.take(at('b', 4)), null);
  t.equal(lines.take(at('a', 1)), '  a: waiting for x, next in line');
  t.equal(lines.take(at('b', 2)), null);
  t.equal(lines.take(at('a', 0)), null);
  t.equal(lines.take(at('b', 1)), '  b: waiting for x, next in line');
  t.equal(lines.take(at('b', 0)), null);
  const turn = { event_type: 'run.queued', run_id: 'run-00001', position: 2 } as const;
  t.equal(new PlaceLines().take(turn), "  waiting for the run's turn, number 2 in line");
});

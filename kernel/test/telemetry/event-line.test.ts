import type { RunEvent } from '@kora/contracts';
import fc from 'fast-check';
import t from 'tap';
import { EventLines } from '../../src/telemetry/event-line.ts';

t.test('the line of an event is what JSON.stringify writes, whatever its texts hold', async () => {
  const text = fc.string({ unit: fc.oneof(fc.constantFrom('"', '\\', '\n', '\u2028', '\ud800', 'é'), fc.string()) });
  const ready = fc.record({
    event_id: text,
    event_type: fc.constant('task.ready' as const),
    timestamp: text,
    run_id: text,
    graph_id: text,
    task_id: text,
    attempt_index: fc.nat(),
    seq: fc.nat(),
    payload: fc.jsonValue(),
  });
  const lines = new EventLines();
  fc.assert(
    fc.property(ready, fc.boolean(), ({ task_id, ...event }, inTask) => {
      const { event_id, event_type, timestamp, run_id, graph_id, ...rest } = event;
      const place = inTask ? { run_id, graph_id, task_id } : { run_id, graph_id };
      const whole = { event_id, event_type, timestamp, ...place, ...rest };
      return lines.of(whole as RunEvent) === JSON.stringify(whole);
    }),
  );
});

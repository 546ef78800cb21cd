import type { Studio } from '@kora/test/studio';
import { cpuTimeOf } from '../processes/cpu-time.ts';
import type { Subject } from './subject.ts';

/** Studio over HTTP: `POST /execute`. */
export function httpSubject(studio: Studio): Subject {
  let body = '';
  return {
    name: 'Studio, HTTP',
    async load(graph) {
      body = JSON.stringify({ api_version: '1.0', taskgraph: graph });
    },
    async run() {
      const before = await cpuTimeOf(studio.pid);
      const started = performance.now();
      const answer = await studio.post('/execute', body);
      const wall_ms = performance.now() - started;
      const cpu_ms = (await cpuTimeOf(studio.pid)) - before;
      return { wall_ms, cpu_ms, output: JSON.parse(answer).final_output };
    },
    close: async () => undefined,
  };
}

/** The same Studio without the socket, by the plugin of `installInProcessPlugin`. */
export function inProcessSubject(studio: Studio): Subject {
  return {
    name: 'Studio, in process',
    async load(taskgraph) {
      await studio.post('/bench/graph', JSON.stringify({ api_version: '1.0', taskgraph }));
    },
    async run() {
      const before = await cpuTimeOf(studio.pid);
      const { wall_ms, final_output } = JSON.parse(await studio.post('/bench/runs', ''));
      return { wall_ms, output: final_output, cpu_ms: (await cpuTimeOf(studio.pid)) - before };
    },
    close: async () => undefined,
  };
}

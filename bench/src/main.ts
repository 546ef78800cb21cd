/**
 * `npm run bench`: prints every measurement beside its floor, all from one run on one machine. `--smoke` goes through
 * everything once, quickly, to show that the harness works; its numbers mean nothing. `--json` prints one line of JSON each,
 * `--markdown` the tables of docs/performance.md. Names of scenarios run those alone.
 */
import { parseArgs } from 'node:util';
import { sectionOf } from './markdown.ts';
import { lineOf, type Scenario, withoutTargets } from './report.ts';
import { cancel } from './scenarios/cancel.ts';
import { costPerTask } from './scenarios/cost-per-task.ts';
import { downloads } from './scenarios/downloads.ts';
import { executeOverhead } from './scenarios/execute-overhead.ts';
import { fanOutOnCores } from './scenarios/fan-out-on-cores.ts';
import { floors } from './scenarios/floors.ts';
import { memory } from './scenarios/memory.ts';
import { peers } from './scenarios/peers.ts';
import { planner } from './scenarios/planner.ts';
import { startAndIdle } from './scenarios/start-and-idle.ts';
import { streaming } from './scenarios/streaming.ts';
import { validation } from './scenarios/validation.ts';

const scenarios: readonly Scenario[] = [
  floors,
  startAndIdle,
  executeOverhead,
  costPerTask,
  peers,
  validation,
  memory,
  fanOutOnCores,
  streaming,
  cancel,
  planner,
  downloads,
];
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { smoke: { type: 'boolean' }, json: { type: 'boolean' }, markdown: { type: 'boolean' } },
});

for (const { name, run } of scenarios) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  if (!values.json && !values.markdown) console.log(`# ${name}`);
  const measured = await run(values.smoke ?? false);
  const measurements = values.smoke ? measured.map(withoutTargets) : measured;
  if (values.markdown) console.log(sectionOf(name, measurements));
  else if (values.json)
    for (const measurement of measurements) console.log(JSON.stringify({ scenario: name, ...measurement }));
  else for (const measurement of measurements) console.log(lineOf(measurement));
}

/**
 * `npm run bench`: prints every measurement beside its floor, all from one run on one machine. `--smoke` goes through
 * everything once, quickly, to show that the harness works; its numbers mean nothing. `--json` prints one line of JSON each.
 */
import { lineOf, type Scenario } from './report.ts';
import { costPerTask } from './scenarios/cost-per-task.ts';
import { executeOverhead } from './scenarios/execute-overhead.ts';
import { planner } from './scenarios/planner.ts';
import { startAndIdle } from './scenarios/start-and-idle.ts';

const scenarios: readonly Scenario[] = [startAndIdle, executeOverhead, costPerTask, planner];
const smoke = process.argv.includes('--smoke');
const json = process.argv.includes('--json');

for (const scenario of scenarios) {
  if (!json) console.log(`# ${scenario.name}`);
  for (const measurement of await scenario.run(smoke)) {
    console.log(json ? JSON.stringify({ scenario: scenario.name, ...measurement }) : lineOf(measurement));
  }
}

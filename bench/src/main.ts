/**
 * `npm run bench`: prints every measurement beside its floor, all from one run on one machine. Names of scenarios run those
 * alone. `--smoke` goes through everything once, quickly, to show that the harness works; its numbers mean nothing. `--json`
 * prints one line of JSON each, `--markdown` the tables of docs/performance.md, and `--docs` puts them there.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { machineLine } from './machine.ts';
import { markdownOf } from './markdown.ts';
import { lineOf } from './report.ts';
import { type Outcome, runScenario } from './run-scenario.ts';
import { scenarios } from './scenario-list.ts';
import { withScratchFolder } from './with-scratch-folder.ts';
import { writeDocs } from './write-docs.ts';

const flag = { type: 'boolean', default: false } as const;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { smoke: flag, json: flag, markdown: flag, docs: flag },
});
const unknown = positionals.filter((name) => !scenarios.some((scenario) => scenario.name === name));
if (unknown.length > 0) throw new Error(`there is no scenario ${unknown.join(', ')}`);
if (values.docs && (values.smoke || positionals.length > 0)) {
  throw new Error('docs/performance.md holds one whole run: --docs goes with neither --smoke nor names');
}

const started = new Date();
const [load = 0] = loadavg();
const outcomes: Outcome[] = [];
await withScratchFolder(async () => {
  for (const scenario of scenarios) {
    if (positionals.length > 0 && !positionals.includes(scenario.name)) continue;
    if (!values.json && !values.markdown) console.log(`# ${scenario.name}`);
    const outcome = await runScenario(scenario, values.smoke);
    outcomes.push(outcome);
    if (outcome.problem !== null) console.error(`${scenario.name} broke off: ${outcome.problem}`);
    for (const finding of outcome.findings) {
      if (values.json) console.log(JSON.stringify({ scenario: scenario.name, ...finding }));
      else if (!values.markdown) console.log(lineOf(finding));
    }
  }
});
const markdown = markdownOf(machineLine(started, load), outcomes);
if (values.markdown) console.log(markdown);
if (values.docs) await writeDocs(markdown);
if (outcomes.some(({ problem }) => problem !== null)) process.exitCode = 1;

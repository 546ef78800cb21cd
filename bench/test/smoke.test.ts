import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { besides, type Finding, isMeasurement } from '../src/report.ts';
import { scenarios } from '../src/scenario-list.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

// A dozen starts of Studio: half a minute on a quiet machine, many times that on one that builds something else beside it.
t.setTimeout(600_000);

t.test('a smoke run goes through every scenario and brings finite numbers, claiming nothing', async (t) => {
  const child = spawn(process.execPath, ['--conditions=kora-source', main, '--smoke', '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text.out += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text.err += chunk;
  });
  const [code] = await once(child, 'close');
  t.equal(code, 0, text.err.slice(-2_000));
  const lines = text.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  for (const { name } of scenarios) {
    const findings: readonly Finding[] = lines.filter(({ scenario }) => scenario === name);
    const numbers = findings.filter(isMeasurement);
    t.ok(numbers.length > 0, `${name} measured something`);
    for (const each of numbers) {
      const values = [each.value, ...besides(each).map(({ value }) => value)];
      t.ok(values.every(Number.isFinite), `${name}: ${each.name} is ${values.join(' beside ')}`);
      t.notOk(
        [each, ...besides(each)].some(({ target }) => target !== undefined),
        `${each.name} claims nothing`,
      );
    }
  }
});

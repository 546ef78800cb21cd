import t from 'tap';
import { markdownOf } from '../src/markdown.ts';
import { type Finding, lineOf, type Scenario, shown, verdict } from '../src/report.ts';
import { runScenario } from '../src/run-scenario.ts';
import { targetsOf } from '../src/targets.ts';

const measured: Scenario = {
  name: 'made up',
  run: async () => [
    { name: 'plain', value: 0.01234, unit: 'ms' },
    { name: 'bounded', value: 4, unit: 'ms', target: { at_most: 3 } },
    {
      name: 'compared',
      value: 50,
      unit: 'us',
      beside: [
        { name: 'a peer', value: 100, target: { at_most: 1 } },
        { name: 'a | floor', value: 0.5 },
      ],
    },
    { remark: 'Something was not there.' },
  ],
};
const broken: Scenario = { name: 'broken', run: () => Promise.reject(new Error('the peer ended')) };

t.test('a number is shown with the digits that mean something', async (t) => {
  t.strictSame([1234.5, 12.345, 1, 0.01234, 0, -250.7].map(shown), ['1235', '12.35', '1.00', '0.012', '0.00', '-251']);
});

t.test('a bound counts as reached, on either side', async (t) => {
  t.equal(verdict(3, { at_most: 3 }), 'met: at most 3');
  t.equal(verdict(3.01, { at_most: 3 }), 'NOT MET: at most 3');
  t.equal(verdict(1.8, { at_least: 1.8 }), 'met: at least 1.8');
  t.equal(verdict(1.79, { at_least: 1.8 }), 'NOT MET: at least 1.8');
  t.equal(verdict(Number.NaN, { at_least: 1.8 }), 'NOT MET: at least 1.8');
});

t.test('every target of a run is judged, whether it is of a value or of a ratio', async (t) => {
  const { findings } = await runScenario(measured, false);
  t.strictSame(targetsOf(findings), [
    { name: 'bounded', value: '4.00 ms', verdict: 'NOT MET: at most 3' },
    { name: 'compared, against a peer', value: '0.50 ×', verdict: 'met: at most 1' },
  ]);
});

t.test('a smoke run has no targets to miss', async (t) => {
  const { findings } = await runScenario(measured, true);
  t.strictSame(targetsOf(findings), []);
  t.equal(findings.length, 4);
});

t.test('a scenario that measured nothing, or no number, has a problem', async (t) => {
  const finding = { name: 'a', value: 1, unit: 'ms', beside: { name: 'b', value: 2 } };
  const problemOf = async (findings: readonly Finding[]) =>
    (await runScenario({ name: 'x', run: async () => findings }, true)).problem;
  t.equal(await problemOf([finding, { remark: 'nothing else' }]), null);
  t.equal(await problemOf([{ remark: 'nothing at all' }]), 'it measured nothing');
  t.equal(await problemOf([finding, { ...finding, name: 'c', value: Number.NaN }]), 'c is no number');
  t.equal(await problemOf([{ ...finding, beside: { name: 'b', value: 1 / 0 } }]), 'a is no number');
});

t.test('a scenario that breaks off says so and does not stop the others', async (t) => {
  const outcome = await runScenario(broken, false);
  t.match(outcome, { name: 'broken', problem: 'the peer ended', findings: [{ remark: /broke off: the peer ended/ }] });
});

t.test('the page holds the targets first, then a table for each scenario, with remarks under it', async (t) => {
  const outcomes = [await runScenario(measured, false), await runScenario(broken, false)];
  const page = markdownOf('Measured somewhere.', outcomes);
  t.ok(page.startsWith('Measured somewhere.\n\n### targets\n'));
  t.match(page, '| made up | bounded | 4.00 ms | NOT MET: at most 3 |');
  t.match(
    page,
    '| compared | 50.00 us | **0.50 ×** a peer (100 us), met: at most 1<br>**100 ×** a \\| floor (0.50 us) |',
  );
  t.match(page, '\n\nSomething was not there.\n');
  t.match(page, /### broken\n\nThis broke off: the peer ended\n/);
});

t.test('a line says the same on a terminal', async (t) => {
  const { findings } = await runScenario(measured, false);
  const lines = findings.map(lineOf);
  t.match(lines[1], /^bounded +4\.00 ms +\[NOT MET: at most 3\]$/);
  t.match(lines[2], '0.50 x a peer (100 us) [met: at most 1]  100 x a | floor (0.50 us)');
  t.equal(lines[3], 'Something was not there.');
});

import fc from 'fast-check';
import t from 'tap';
import { openLibrary } from '../support/open-library.ts';
import { type Expectation, expectAll, refuseAll } from '../support/table.ts';

const library = await openLibrary(t);
const evaluated = (expression: string, variables = {}): { value: number; text: string } =>
  JSON.parse(library.callText('math.evaluate', JSON.stringify({ expression, variables })));

t.test('arithmetic is what a person computes on paper', async (t) => {
  const table: readonly (readonly [string, string])[] = [
    ['0.1 + 0.2', '0.3'],
    ['1.1 * 3', '3.3'],
    ['4.35 * 100', '435'],
    ['1.005 * 1000', '1005'],
    ['0.7 + 0.1 - 0.8', '0'],
    ['2 + 3 * 4', '14'],
    ['(2 + 3) * 4', '20'],
    ['2 ^ 3 ^ 2', '512'],
    ['-2 ^ 2', '-4'],
    ['(-2) ^ 2', '4'],
    ['7 / 2', '3.5'],
    ['1 / 3', '0.333333333333333'],
    ['2 / 3', '0.666666666666667'],
    ['8 % 3', '2'],
    ['-7 mod 3', '2'],
    ['10%', '0.1'],
    ['200 + 10%', '220'],
    ['200 - 10%', '180'],
    ['200 * 10%', '20'],
    ['100 + 10% + 10%', '121'],
    ['10% + 5', '5.1'],
    ['100 + -10%', '90'],
    ['(5 + 5)% * 2', '0.2'],
    ['10%(3)', '1'],
    ['8 % 3 % 2', '0'],
    ['5 > 10% and 1 > 0 ? 1 : 0', '1'],
    ['19.90 * 1.077', '21.4323'],
    ['5!', '120'],
    ['20!', '2432902008176640000'],
    ['1e3 + 1', '1001'],
    ['1e21', '1e+21'],
    ['0.0000001', '1e-7'],
    ['sqrt(2)', '1.4142135623731'],
    ['sqrt(144)', '12'],
    ['cbrt(27)', '3'],
    ['2 ^ 0.5 * 2 ^ 0.5', '2'],
    ['ln(e)', '1'],
    ['log(8, 2)', '3'],
    ['log10(1000)', '3'],
    ['exp(1)', '2.71828182845905'],
    ['pi', '3.14159265358979'],
    ['sin(pi / 6)', '0.5'],
    ['cos(radians(60))', '0.5'],
    ['degrees(pi)', '180'],
    ['atan(1) * 4', '3.14159265358979'],
    ['round(2.5)', '3'],
    ['round(-2.5)', '-3'],
    ['round(1.005, 2)', '1.01'],
    ['floor(-1.5) + ceil(1.2) + trunc(-1.9)', '-1'],
    ['min(3, 1, 2) + max(3, 1, 2)', '4'],
    ['mean(1, 2, 6) + sum(1, 2)', '6'],
    ['gcd(12, 18) + lcm(4, 6)', '18'],
    ['hypot(3, 4)', '5'],
    ['abs(-3) + sign(-9)', '2'],
    ['3 > 2 ? 10 : 20', '10'],
    ['1 < 2 < 3 ? 1 : 0', '1'],
    ['3 == 3 and not (2 > 5) ? 1 : 0', '1'],
    ['2(3 + 4)', '14'],
    ['123456789 * 987654321', '121932631112635000'],
    ['-0', '0'],
  ];
  for (const [expression, text] of table) t.equal(evaluated(expression).text, text, expression);
  t.equal(evaluated('1/3').value, 1 / 3, 'the number is the nearest one, not the rounded text');
  t.equal(evaluated('e', { e: 7 }).value, 7, 'a variable hides a constant');
});

t.test('whole numbers are exact: the same as BigInt says', async (t) => {
  const whole = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
  const exact = (expression: string) =>
    JSON.parse(library.callText('math.evaluate', JSON.stringify({ expression, digits: 40 }))).text;
  fc.assert(
    fc.property(whole, whole, (a, b) => {
      const product = BigInt(`${a * b}`);
      return (
        BigInt(exact(`(${a}) + (${b})`)) === a + b &&
        (product.toString().replace('-', '').length > 21 || BigInt(exact(`(${a}) * (${b})`)) === product)
      );
    }),
    { numRuns: 200 },
  );
  t.pass();
});

t.test('functions agree with the mathematics of the runtime to 12 digits', async (t) => {
  const functions = {
    sqrt: Math.sqrt,
    exp: Math.exp,
    ln: Math.log,
    sin: Math.sin,
    cos: Math.cos,
    atan: Math.atan,
    cbrt: Math.cbrt,
  };
  const value = fc.double({ min: 0.001, max: 100, noNaN: true });
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(functions)), value, (name, x) => {
      const expected = Object.entries(functions).find(([key]) => key === name)?.[1](x) ?? Number.NaN;
      return Math.abs(evaluated(`${name}(x)`, { x }).value - expected) <= 1e-12 * Math.max(1, Math.abs(expected));
    }),
    { numRuns: 200 },
  );
  t.pass();
});

t.test('rounding, percentages and statistics', async (t) => {
  const five = [3, 1, 4, 1, 5];
  const table: readonly Expectation[] = [
    ['math.round', { value: 2.675, decimals: 2 }, 2.68],
    ['math.round', { value: -2.675, decimals: 2 }, -2.68],
    ['math.round', { value: 0.5, mode: 'half_even' }, 0],
    ['math.round', { value: 1.5, mode: 'half_even' }, 2],
    ['math.round', { value: 2.5, mode: 'half_down' }, 2],
    ['math.round', { value: -1.1, mode: 'up' }, -2],
    ['math.round', { value: -1.9, mode: 'down' }, -1],
    ['math.round', { value: -1.1, mode: 'ceiling' }, -1],
    ['math.round', { value: -0.4 }, 0],
    ['math.round', { value: 123456, decimals: -3 }, 123000],
    ['math.percentage', { kind: 'a_percent_of_b', a: 7.7, b: 250 }, 19.25],
    ['math.percentage', { kind: 'a_as_percent_of_b', a: 1, b: 3 }, 100 / 3],
    ['math.percentage', { kind: 'change_from_a_to_b', a: -50, b: -25 }, 50],
    ['math.percentile', { values: five, percent: 50 }, 3],
    ['math.percentile', { values: five, percent: 25 }, 1],
    ['math.percentile', { values: five, percent: 100 }, 5],
    ['math.percentile', { values: [1, 2], percent: 10 }, 1.1],
    // Sum 14, mean 2.8; squares 0.04 + 3.24 + 1.44 + 3.24 + 4.84 = 12.8, divided by 4.
    [
      'math.statistics',
      { values: five },
      {
        count: 5,
        sum: 14,
        mean: 2.8,
        min: 1,
        quartile_1: 1,
        median: 3,
        quartile_3: 4,
        max: 5,
        range: 4,
        variance: 3.2,
        standard_deviation: 1.7888543819998317,
      },
    ],
    ['list.sum', { numbers: Array.from({ length: 10 }, () => 0.1) }, 1],
    ['list.mean', { numbers: [1, 2] }, 1.5],
  ];
  expectAll(t, library, table);
  t.equal(Object(library.call('math.statistics', { values: [7] })).variance, null, 'a sample of one has no variance');
  refuseAll(t, library, [
    ['math.percentage', { kind: 'a_as_percent_of_b', a: 1, b: 0 }, /^b must not be 0/],
    ['math.percentage', { kind: 'change_from_a_to_b', a: 0, b: 1 }, /^a must not be 0/],
    ['math.percentile', { values: [1], percent: 101 }, /^percent must be from 0 to 100/],
    ['math.evaluate', { expression: '1 +' }, /^expression cannot be read: Unexpected end of expression \(char 4\)/],
    ['math.evaluate', { expression: 'x * 2' }, /^expression uses "x", for which no value/],
    ['math.evaluate', { expression: 'sqrt(1, 2)' }, /^expression gives 2 arguments to sqrt, which takes 1$/],
    ['math.evaluate', { expression: '1 > 0' }, /^expression gives true or false/],
    ['math.evaluate', { expression: '(1 > 0) + 1' }, /^expression cannot be computed: \+ takes numbers/],
    ['math.evaluate', { expression: '1 ? 2 : 3' }, /^expression has a number where/],
    ['math.evaluate', { expression: '5 / (2 - 2)' }, /divide by zero/],
    ['math.evaluate', { expression: '2.5!' }, /whole numbers/],
  ]);
});

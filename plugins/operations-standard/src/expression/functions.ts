import { Decimal } from '../values/decimal.ts';

/** A function of an expression: how many arguments it takes, and what it makes of them. */
export interface ExpressionFunction {
  readonly least: number;
  readonly most: number;
  readonly apply: (...values: Decimal[]) => Decimal;
}

const MAX_ARGUMENTS = 200;
const MAX_FACTORIAL = 200;
const MAX_TRIGONOMETRIC = 1e15;

/** Where the sine of an angle in degrees is exactly 0, 1 or -1, by its quarter turns. */
const QUARTERS = [0, 1, 0, -1];

/** Sine of an angle in degrees: exact at quarter turns, where radians are not. */
function sineOfDegrees(x: Decimal): Decimal {
  const quarter = modulo(x, new Decimal(360)).div(90);
  return quarter.isInteger() ? new Decimal(QUARTERS[quarter.toNumber()] ?? 0) : x.times(pi).div(180).sin();
}

const cosineOfDegrees = (x: Decimal) => sineOfDegrees(x.plus(90));

function tangentOfDegrees(x: Decimal): Decimal {
  const below = cosineOfDegrees(x);
  if (below.isZero()) throw new RangeError('has no value at odd quarter turns');
  return sineOfDegrees(x).div(below);
}

const one = (apply: (x: Decimal) => Decimal): ExpressionFunction => ({ least: 1, most: 1, apply });
const many = (apply: (...values: Decimal[]) => Decimal): ExpressionFunction => ({
  least: 1,
  most: MAX_ARGUMENTS,
  apply,
});

// Beyond this an argument has no digits left after the point that a period could be taken from.
const circular = (apply: (x: Decimal) => Decimal) =>
  one((x) => {
    if (x.abs().gt(MAX_TRIGONOMETRIC)) throw new RangeError(`takes angles up to ${MAX_TRIGONOMETRIC} radians`);
    return apply(x);
  });

/** x rounded to `places` decimal places, ties away from zero. */
function round(x: Decimal, places: Decimal = new Decimal(0)): Decimal {
  if (!places.isInteger() || places.lt(0) || places.gt(40)) throw new RangeError('takes 0 to 40 decimal places');
  return x.toDecimalPlaces(places.toNumber(), Decimal.ROUND_HALF_UP);
}

/** The remainder with the sign of the divisor, as mathematicians and spreadsheets define it. */
export function modulo(x: Decimal, y: Decimal): Decimal {
  if (y.isZero()) throw new RangeError('cannot divide by zero');
  const remainder = x.mod(y);
  return remainder.isZero() || remainder.isNegative() === y.isNegative() ? remainder : remainder.plus(y);
}

/** n! for whole n from 0 to 200. */
export function factorial(n: Decimal): Decimal {
  if (!n.isInteger() || n.lt(0) || n.gt(MAX_FACTORIAL)) {
    throw new RangeError(`takes whole numbers from 0 to ${MAX_FACTORIAL}`);
  }
  let product = new Decimal(1);
  for (let factor = 2; n.gte(factor); factor++) product = product.times(factor);
  return product;
}

function greatestCommonDivisor(...values: Decimal[]): Decimal {
  if (values.some((value) => !value.isInteger())) throw new RangeError('takes whole numbers');
  return values.reduce((a, b) => {
    let [x, y] = [a.abs(), b.abs()];
    while (!y.isZero()) [x, y] = [y, x.mod(y)];
    return x;
  });
}

const leastCommonMultiple = (...values: Decimal[]) =>
  values.reduce((a, b) =>
    a.isZero() || b.isZero() ? new Decimal(0) : a.div(greatestCommonDivisor(a, b)).times(b).abs(),
  );
const sum = (...values: Decimal[]) => values.reduce((a, b) => a.plus(b));
const pi = new Decimal('3.14159265358979323846264338327950288419716939937510582097');
const e = new Decimal('2.71828182845904523536028747135266249775724709369995957497');

/** Everything that can be called in an expression. */
export const FUNCTIONS: ReadonlyMap<string, ExpressionFunction> = new Map(
  Object.entries<ExpressionFunction>({
    abs: one((x) => x.abs()),
    sqrt: one((x) => x.sqrt()),
    cbrt: one((x) => x.cbrt()),
    exp: one((x) => x.exp()),
    ln: one((x) => x.ln()),
    log: { least: 1, most: 2, apply: (x, base) => (base === undefined ? x.ln() : x.log(base)) },
    log2: one((x) => x.log(2)),
    log10: one((x) => x.log(10)),
    pow: { least: 2, most: 2, apply: (x, y = x) => x.pow(y) },
    sin: circular((x) => x.sin()),
    cos: circular((x) => x.cos()),
    tan: circular((x) => x.tan()),
    sind: circular(sineOfDegrees),
    cosd: circular(cosineOfDegrees),
    tand: circular(tangentOfDegrees),
    asin: one((x) => x.asin()),
    acos: one((x) => x.acos()),
    atan: one((x) => x.atan()),
    radians: one((x) => x.times(pi).div(180)),
    degrees: one((x) => x.times(180).div(pi)),
    floor: one((x) => x.floor()),
    ceil: one((x) => x.ceil()),
    trunc: one((x) => x.trunc()),
    round: { least: 1, most: 2, apply: round },
    sign: one((x) => new Decimal(x.isZero() ? 0 : x.isNegative() ? -1 : 1)),
    mod: { least: 2, most: 2, apply: (x, y = x) => modulo(x, y) },
    factorial: one(factorial),
    gcd: many(greatestCommonDivisor),
    lcm: many(leastCommonMultiple),
    min: many((...values) => Decimal.min(...values)),
    max: many((...values) => Decimal.max(...values)),
    sum: many(sum),
    mean: many((...values) => sum(...values).div(values.length)),
    hypot: many((...values) => sum(...values.map((value) => value.times(value))).sqrt()),
  }),
);

/** Names that stand for numbers. */
export const CONSTANTS: ReadonlyMap<string, Decimal> = new Map([
  ['pi', pi],
  ['tau', pi.times(2)],
  ['e', e],
]);

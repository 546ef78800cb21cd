import { Decimal } from '../values/decimal.ts';
import { factorial, modulo } from './functions.ts';

/** What an expression computes with: numbers, and truth values in conditions. */
export type Operand = Decimal | boolean;

function numeric(value: Operand | undefined): Decimal {
  if (value instanceof Decimal) return value;
  throw new RangeError('takes numbers, not true or false');
}

function logical(value: Operand | undefined): boolean {
  if (typeof value === 'boolean') return value;
  throw new RangeError('takes conditions such as a > b, not numbers');
}

function divide(x: Decimal, y: Decimal): Decimal {
  if (y.isZero()) throw new RangeError('cannot divide by zero');
  return x.div(y);
}

type Apply = (values: readonly Operand[]) => Operand;
const arithmetic =
  (apply: (x: Decimal, y: Decimal) => Operand): Apply =>
  ([x, y]) =>
    apply(numeric(x), numeric(y));
const single =
  (apply: (x: Decimal) => Decimal): Apply =>
  ([x]) =>
    apply(numeric(x));

/** Operators by the names that math.js gives them. All operands are evaluated. */
export const OPERATORS: ReadonlyMap<string, Apply> = new Map(
  Object.entries<Apply>({
    add: arithmetic((x, y) => x.plus(y)),
    subtract: arithmetic((x, y) => x.minus(y)),
    multiply: arithmetic((x, y) => x.times(y)),
    divide: arithmetic(divide),
    mod: arithmetic(modulo),
    pow: arithmetic((x, y) => x.pow(y)),
    unaryMinus: single((x) => x.negated()),
    unaryPlus: single((x) => x),
    factorial: single(factorial),
    // The percent sign; see PERCENT.
    ctranspose: single((x) => x.div(100)),
    smaller: arithmetic((x, y) => x.lt(y)),
    smallerEq: arithmetic((x, y) => x.lte(y)),
    larger: arithmetic((x, y) => x.gt(y)),
    largerEq: arithmetic((x, y) => x.gte(y)),
    equal: arithmetic((x, y) => x.eq(y)),
    unequal: arithmetic((x, y) => !x.eq(y)),
    and: ([x, y]) => logical(x) && logical(y),
    or: ([x, y]) => logical(x) || logical(y),
    not: ([x]) => !logical(x),
  }),
);

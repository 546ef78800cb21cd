import { defineOperation } from '../../operation/define-operation.ts';
import { fail } from '../../operation/fail.ts';
import { integer, list, object } from '../../operation/schema.ts';
import { isPrime } from '../../values/whole-factors.ts';

const LARGEST = 1_000_000_000;
const LONGEST = 1_000;
/** No two primes below a billion are farther apart than 282. */
const GAP = 300;

/** Ends where `to` or `count` says, whichever comes first. */
export const primes = defineOperation('number.primes', () => ({
  version: '1.0.0',
  summary: 'The prime numbers from one number on: up to another, or so many of them.',
  arguments: object(
    { from: integer('The first number that is looked at', 0, LARGEST) },
    { to: integer('The last number that is looked at', 0, LARGEST), count: integer('At most so many', 1, LONGEST) },
  ),
  result: list(integer(undefined, 2, LARGEST + GAP), 'Smallest first', LONGEST),
  examples: [
    { arguments: { from: 10, to: 30 }, result: [11, 13, 17, 19, 23, 29] },
    { arguments: { from: 8, count: 1 }, result: [11] },
  ],
  run({ from, to, count }) {
    if (to === undefined && count === undefined) fail('count', 'is needed where there is no to: primes have no end');
    const found: number[] = [];
    for (let value = from; value <= (to ?? LARGEST + GAP); value++) {
      if (!isPrime(value)) continue;
      if (count === undefined && found.length === LONGEST) fail('to', `has more than ${LONGEST} primes before it`);
      found.push(value);
      if (found.length === count) break;
    }
    return found;
  },
}));

import { defineOperation } from '../../operation/define-operation.ts';
import { boolean, integer, list, object, text } from '../../operation/schema.ts';
import { primeFactorsOf } from '../../values/whole-factors.ts';

const LARGEST = 100_000_000_000_000;

function writtenOut(factors: readonly number[], value: number): string {
  const counts = new Map<number, number>();
  for (const factor of factors) counts.set(factor, (counts.get(factor) ?? 0) + 1);
  const powers = [...counts].map(([factor, count]) => (count === 1 ? String(factor) : `${factor}^${count}`));
  return powers.length === 0 ? String(value) : powers.join(' \u00d7 ');
}

function divisorsOf(factors: readonly number[]): number[] {
  const divisors = new Set([1]);
  for (const factor of factors) for (const divisor of [...divisors]) divisors.add(divisor * factor);
  return [...divisors].sort((a, b) => a - b);
}

/** By trial division, so the largest number is one whose root is soon reached. 1 has no prime factors. */
export const factors = defineOperation('number.factors', () => ({
  version: '1.0.0',
  summary: 'The prime factors and the divisors of a whole number, and whether it is prime.',
  arguments: object({ value: integer(undefined, 1, LARGEST) }),
  result: object({
    prime: boolean(),
    primes: list(integer(undefined, 2, LARGEST), 'Smallest first, each as often as it divides', 47),
    divisors: list(integer(undefined, 1, LARGEST), 'Smallest first, with 1 and the number', 20_000),
    text: text('The prime factors as powers', 500),
  }),
  examples: [
    {
      arguments: { value: 12 },
      result: { prime: false, primes: [2, 2, 3], divisors: [1, 2, 3, 4, 6, 12], text: '2^2 \u00d7 3' },
    },
    { arguments: { value: 97 }, result: { prime: true, primes: [97], divisors: [1, 97], text: '97' } },
    { arguments: { value: 1 }, result: { prime: false, primes: [], divisors: [1], text: '1' } },
  ],
  run({ value }) {
    const primes = primeFactorsOf(value);
    return { prime: primes.length === 1, primes, divisors: divisorsOf(primes), text: writtenOut(primes, value) };
  },
}));

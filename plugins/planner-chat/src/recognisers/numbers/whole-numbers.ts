import { part } from '../../graph/draft.ts';
import { say } from '../../graph/say.ts';
import { evaluate, writeNumber } from '../../graph/write-value.ts';
import type { Recogniser } from '../recogniser.ts';
import { sentence, yesOrNo } from './yes-or-no.ts';

const LARGEST_FACTORED = 100_000_000_000_000;
const LARGEST_PRIME = 100_000_000;
const isWhole = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value);

/** Common divisors and multiples, primes, factors, and what divides what. */
export const wholeNumbers: readonly Recogniser[] = [
  {
    id: 'numbers.common',
    claim({ common, numbers: list }, { numbers, language }) {
      const [name, literals] = [common?.value, list?.value];
      if (typeof name !== 'string' || !Array.isArray(literals) || literals.length > 20) return null;
      if (!literals.every((literal) => /^[1-9]\d{0,11}$/.test(literal))) return null;
      const shown = literals.join(', ');
      return {
        endsInList: true,
        build(draft) {
          const code = `${name}(${shown})`;
          const { value, written } = evaluate(draft, `The ${name} of ${shown}`, code, numbers, { form: 'bold' });
          return { value, line: say(language.phrases.calculations[`numbers.${name}`] ?? '', { shown, written }) };
        },
      };
    },
  },
  {
    id: 'numbers.prime',
    claim({ integer }, { numbers }) {
      const value = integer?.value;
      if (!isWhole(value) || value < 0 || value > LARGEST_FACTORED) return null;
      return {
        build(draft) {
          const shown = writeNumber(draft, draft.compute('number', 'The number', 'value.constant', { value }), numbers);
          if (value < 2) {
            const no = draft.compute('prime', 'Below 2', 'value.constant', { value: false });
            return { value: no, line: ['**No**, ', shown, ' is not prime: primes begin with 2.'] };
          }
          const found = draft.compute('factors', `The factors of ${value}`, 'number.factors', { value });
          const yes = sentence(draft, ['**Yes**, ', shown, ' is prime.']);
          const no = sentence(draft, ['**No**, ', shown, ' is not prime: it is ', part(found, '/text'), '.']);
          return yesOrNo(draft, part(found, '/prime'), yes, no);
        },
      };
    },
  },
  {
    id: 'numbers.prime_factors',
    claim({ integer }, { numbers }) {
      const value = integer?.value;
      if (!isWhole(value) || value < 2 || value > LARGEST_FACTORED) return null;
      return {
        build(draft) {
          const found = draft.compute('factors', `The prime factors of ${value}`, 'number.factors', { value });
          const number = draft.compute('number', 'The number', 'value.constant', { value });
          return {
            value: part(found, '/primes'),
            line: [writeNumber(draft, number, numbers), ' = **', part(found, '/text'), '**'],
          };
        },
      };
    },
  },
  {
    id: 'numbers.divisors',
    claim({ integer }, { numbers }) {
      const value = integer?.value;
      if (!isWhole(value) || value < 1 || value > LARGEST_FACTORED) return null;
      return {
        build(draft) {
          const found = draft.compute('factors', `The divisors of ${value}`, 'number.factors', { value });
          const items = part(found, '/divisors');
          const list = draft.compute('listed', 'Write the list', 'text.join', { items, separator: ', ' });
          const number = draft.compute('number', 'The number', 'value.constant', { value });
          return { value: items, line: ['The divisors of ', writeNumber(draft, number, numbers), ': **', list, '**'] };
        },
      };
    },
  },
  {
    id: 'numbers.primes',
    claim({ from, to, below, count, after }) {
      const range = primeRange(from?.value ?? 0, to?.value, below?.value, count?.value, after?.value);
      if (range === null) return null;
      return {
        endsInList: true,
        build(draft) {
          const primes = draft.compute('primes', 'Look for primes', 'number.primes', range);
          const list = draft.compute('listed', 'Write the list', 'text.join', { items: primes, separator: ', ' });
          if (after !== undefined)
            return { value: part(primes, '/0'), line: [`The next prime after ${after.raw} is **`, list, '**'] };
          return { value: primes, line: ['Primes: **', list, '**'] };
        },
      };
    },
  },
  {
    id: 'numbers.parity',
    claim({ integer, by, parity }) {
      const [value, divisor] = [integer?.value, by?.value ?? 2];
      if (!isWhole(value) || !isWhole(divisor) || divisor < 1 || value < 0) return null;
      const isOdd = parity?.value === 'odd';
      const [even, odd] = ['it is even.', 'it is odd.'];
      return {
        build(draft) {
          const code = `mod(${value}, ${divisor})`;
          const rest = draft.compute('rest', 'The remainder', 'math.evaluate', { expression: code, digits: 40 });
          const left = part(rest, '/text');
          const test = isOdd ? 'not_equals' : 'equals';
          const holds = draft.compute('holds', 'Compare', 'logic.compare', { left, test, right: '0' });
          if (by === undefined)
            return yesOrNo(draft, holds, `**Yes**, ${isOdd ? odd : even}`, `**No**, ${isOdd ? even : odd}`);
          return yesOrNo(
            draft,
            holds,
            `**Yes**, ${divisor} divides ${value}.`,
            sentence(draft, ['**No**, ', left, ' is left over.']),
          );
        },
      };
    },
  },
];

function primeRange(from: unknown, to: unknown, below: unknown, count: unknown, after: unknown) {
  if (isWhole(after)) return after >= 0 && after <= LARGEST_PRIME ? { from: after + 1, count: 1 } : null;
  if (isWhole(count)) return count >= 1 && count <= 200 ? { from: 2, count } : null;
  const last = isWhole(below) ? below - 1 : to;
  if (!isWhole(from) || !isWhole(last) || last < 2 || last > LARGEST_PRIME || from < 0 || from >= last) return null;
  // Long lists are for nobody to read.
  return last - from <= 2_000 ? { from, to: last } : null;
}

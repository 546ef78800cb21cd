import type { Operation } from '../../operation/define-operation.ts';
import { convertBase } from './convert-base.ts';
import { factors } from './factors.ts';
import { format } from './format.ts';
import { fraction } from './fraction.ts';
import { fromRoman } from './from-roman.ts';
import { parse } from './parse.ts';
import { primes } from './primes.ts';
import { toRoman } from './to-roman.ts';
import { toWords } from './to-words.ts';
import { write } from './write.ts';

/** The operations whose names begin with `number.`. */
export const numberOperations: readonly Operation[] = [
  convertBase,
  factors,
  format,
  fraction,
  fromRoman,
  parse,
  primes,
  toRoman,
  toWords,
  write,
];

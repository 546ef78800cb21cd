import type { Operation } from '../../operation/define-operation.ts';
import { convertBase } from './convert-base.ts';
import { format } from './format.ts';
import { fromRoman } from './from-roman.ts';
import { parse } from './parse.ts';
import { toRoman } from './to-roman.ts';
import { write } from './write.ts';

/** The operations whose names begin with `number.`. */
export const numberOperations: readonly Operation[] = [convertBase, format, fromRoman, parse, toRoman, write];

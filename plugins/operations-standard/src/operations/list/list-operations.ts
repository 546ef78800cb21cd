import type { Operation } from '../../operation/define-operation.ts';
import { chunk } from './chunk.ts';
import { concat } from './concat.ts';
import { count } from './count.ts';
import { flatten } from './flatten.ts';
import { max } from './max.ts';
import { mean } from './mean.ts';
import { min } from './min.ts';
import { range } from './range.ts';
import { reverse } from './reverse.ts';
import { slice } from './slice.ts';
import { sort } from './sort.ts';
import { sum } from './sum.ts';
import { unique } from './unique.ts';
import { zip } from './zip.ts';

/** The operations whose names begin with `list.`. */
export const listOperations: readonly Operation[] = [
  chunk,
  concat,
  count,
  flatten,
  max,
  mean,
  min,
  range,
  reverse,
  slice,
  sort,
  sum,
  unique,
  zip,
];

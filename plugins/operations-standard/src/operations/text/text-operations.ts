import type { Operation } from '../../operation/define-operation.ts';
import { textCase } from './case.ts';
import { codePoints } from './code-points.ts';
import { concat } from './concat.ts';
import { contains } from './contains.ts';
import { count } from './count.ts';
import { diff } from './diff.ts';
import { extract } from './extract.ts';
import { join } from './join.ts';
import { lines } from './lines.ts';
import { replace } from './replace.ts';
import { reverse } from './reverse.ts';
import { slice } from './slice.ts';
import { slug } from './slug.ts';
import { split } from './split.ts';
import { template } from './template.ts';
import { trim } from './trim.ts';
import { wrap } from './wrap.ts';

/** The operations whose names begin with `text.`. */
export const textOperations: readonly Operation[] = [
  textCase,
  concat,
  contains,
  count,
  extract,
  join,
  lines,
  replace,
  slice,
  split,
  template,
  trim,
  diff,
  reverse,
  wrap,
  codePoints,
  slug,
];

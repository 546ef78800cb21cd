import type { Operation } from '../../operation/define-operation.ts';
import { check, validate } from './check.ts';
import { coalesce } from './coalesce.ts';
import { diff } from './diff.ts';
import { flatten } from './flatten.ts';
import { format } from './format.ts';
import { get } from './get.ts';
import { merge } from './merge.ts';
import { parse } from './parse.ts';
import { query } from './query.ts';
import { schemaOf } from './schema-of.ts';
import { set } from './set.ts';
import { stringify } from './stringify.ts';

/** The operations whose names begin with `json.`. */
export const jsonOperations: readonly Operation[] = [
  check,
  validate,
  coalesce,
  diff,
  format,
  get,
  merge,
  parse,
  query,
  set,
  stringify,
  flatten,
  schemaOf,
];

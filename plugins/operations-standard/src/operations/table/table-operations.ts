import type { Operation } from '../../operation/define-operation.ts';
import { addColumn } from './add-column.ts';
import { addPeriod } from './add-period.ts';
import { addRank } from './add-rank.ts';
import { addRunningSum } from './add-running-sum.ts';
import { attach } from './attach.ts';
import { column } from './column.ts';
import { correlation } from './correlation.ts';
import { describe } from './describe.ts';
import { distinct } from './distinct.ts';
import { filter } from './filter.ts';
import { groupAggregate } from './group-aggregate.ts';
import { join } from './join.ts';
import { limit } from './limit.ts';
import { select } from './select.ts';
import { sort } from './sort.ts';
import { transpose } from './transpose.ts';

/** The operations whose names begin with `table.`. */
export const tableOperations: readonly Operation[] = [
  addColumn,
  addPeriod,
  addRank,
  addRunningSum,
  attach,
  column,
  correlation,
  describe,
  distinct,
  filter,
  groupAggregate,
  join,
  limit,
  select,
  sort,
  transpose,
];

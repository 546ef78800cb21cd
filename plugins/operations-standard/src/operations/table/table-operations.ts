import type { Operation } from '../../operation/define-operation.ts';
import { addColumn } from './add-column.ts';
import { addPeriod } from './add-period.ts';
import { attach } from './attach.ts';
import { column } from './column.ts';
import { describe } from './describe.ts';
import { distinct } from './distinct.ts';
import { filter } from './filter.ts';
import { groupAggregate } from './group-aggregate.ts';
import { join } from './join.ts';
import { limit } from './limit.ts';
import { select } from './select.ts';
import { sort } from './sort.ts';

/** The operations whose names begin with `table.`. */
export const tableOperations: readonly Operation[] = [
  addColumn,
  addPeriod,
  attach,
  column,
  describe,
  distinct,
  filter,
  groupAggregate,
  join,
  limit,
  select,
  sort,
];

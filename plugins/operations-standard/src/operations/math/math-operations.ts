import type { Operation } from '../../operation/define-operation.ts';
import { evaluate } from './evaluate.ts';
import { mode } from './mode.ts';
import { percentage } from './percentage.ts';
import { percentile } from './percentile.ts';
import { round } from './round.ts';
import { statistics } from './statistics.ts';

/** The operations whose names begin with `math.`. */
export const mathOperations: readonly Operation[] = [evaluate, mode, percentage, percentile, round, statistics];

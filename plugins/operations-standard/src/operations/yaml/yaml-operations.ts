import type { Operation } from '../../operation/define-operation.ts';
import { check } from './check.ts';
import { format } from './format.ts';
import { parse } from './parse.ts';

/** The operations whose names begin with `yaml.`. */
export const yamlOperations: readonly Operation[] = [check, parse, format];

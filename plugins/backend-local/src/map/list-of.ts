import { type Json, type Outputs, resolveReferences } from '@kora/contracts';
import { isKoraError, type KoraError } from '@kora/plugin-sdk';
import { mapErrors, operationErrors } from '../errors.ts';
import type { MappedTask } from './mapped-task.ts';

/** The list that a task is repeated over, or the error that says why there is none that it may be repeated over. */
export function listOf({ id, for_each }: MappedTask, outputs: Outputs): readonly Json[] | KoraError {
  const { $from, pointer = '', max_items } = for_each;
  const resolved = resolveReferences({ $from, pointer }, outputs);
  const from = `${$from}${pointer}`;
  if (resolved._tag === 'Left') return operationErrors.KORA_TASK_MISSING_VALUE({ task_id: id, from });
  const list = resolved.right;
  if (!Array.isArray(list)) return mapErrors.KORA_MAP_NO_LIST({ task_id: id, from, found: kindOf(list) });
  if (list.length <= max_items) return list;
  return mapErrors.KORA_MAP_TOO_MANY_ITEMS({ task_id: id, from, items: list.length, max_items });
}

/** True for the answer of {@link listOf} that is no list. */
export function isNoList(list: readonly Json[] | KoraError): list is KoraError {
  return isKoraError(list);
}

function kindOf(value: Json): string {
  if (value === null) return 'null';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

import type { ModelLoading } from '@kora/contracts';
import { printable } from '../output/table.ts';

/** What a person who watches a run is told of a model that comes into memory; null when it is there. */
export function loadingLine({ task_id, model_id, connector, loading }: ModelLoading): string | null {
  return loading
    ? `  ${printable(task_id)}: ${printable(connector)} is loading ${printable(model_id)} into memory`
    : null;
}

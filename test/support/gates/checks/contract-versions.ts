import type { ExecutionResult, RunEvent } from '@kora/contracts';
import type { RequirementId } from '../requirements.ts';
import { violation } from '../requirements.ts';

/** What became of a graph that declares a version. */
export type Admission =
  | { readonly refused: { readonly error_type: string; readonly details: Readonly<Record<string, unknown>> } }
  | { readonly result: ExecutionResult; readonly events: readonly RunEvent[] };

/** A version that was declared, and where. */
export interface Declared {
  readonly where: 'graph' | 'task';
  readonly version: string;
  readonly supported: string;
}

/** Invariant 9: another major is refused by name, everything else runs as what it is. */
export function checkContractVersion({ where, version, supported }: Declared, admission: Admission): string[] {
  const other = version.split('.')[0] !== supported.split('.')[0];
  if (other) {
    const id: RequirementId = where === 'graph' ? 'version:graph:other-major' : 'version:task:other-major';
    if ('result' in admission) return [violation(id, `${version} was taken for ${supported}`)];
    const { error_type, details } = admission.refused;
    const named = details.declared === version && details.supported === supported;
    return error_type === 'VERSION_MISMATCH' && named
      ? []
      : [violation(id, `${version} was refused as ${error_type} with ${JSON.stringify(details)}`)];
  }
  if ('refused' in admission) return [violation('version:minor:accepted', `${version} was refused`)];
  const [first] = admission.events;
  const carried = first?.event_type === 'run.started' ? first.payload.kora_version : null;
  const expected = where === 'graph' ? version : supported;
  return carried === expected ? [] : [violation('version:never:downgraded', `${expected} ran as ${carried}`)];
}

import { requestedRunIdCodec } from '@kora/contracts';
import { runErrors } from '../../run/errors.ts';
import type { ApiRequest } from './api-route.ts';

/** The run that a path names. Whatever is no run id was never a run. @throws KoraError KORA_RUN_NOT_FOUND. */
export function runIdOf({ params }: ApiRequest): string {
  const run_id = params.run_id ?? '';
  if (!requestedRunIdCodec.is(run_id)) throw runErrors.KORA_RUN_NOT_FOUND({ run_id });
  return run_id;
}

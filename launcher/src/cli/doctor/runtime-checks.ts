import type { RuntimeList, RuntimeReport } from '@kora/contracts';
import type { Check } from './check.ts';

/** What serves a call, now or as soon as it has finished what it does. */
const WORKING: readonly RuntimeReport['status'][] = ['ready', 'busy', 'loading', 'starting'];

/**
 * Each runtime by its name, and who else listens where runtimes are often found. A runtime that is not there is no fault: people
 * use one of them, and graphs without models need none.
 */
export function runtimeChecks({ runtimes, others }: RuntimeList): readonly Check[] {
  const found = runtimes.map(({ runtime }): Check => {
    const { name, status, version, message } = runtime;
    const verdict = WORKING.includes(status) ? 'ok' : 'hint';
    return { check: name, verdict, message: version === null ? message : `${message} (${version})` };
  });
  return [...found, ...others.map(({ url, message }): Check => ({ check: url, verdict: 'hint', message }))];
}

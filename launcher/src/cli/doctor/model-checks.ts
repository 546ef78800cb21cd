import type { ModelDescriptor } from '@kora/contracts';
import type { Check } from './check.ts';

/** Names that are shown; `kora models list` has the others. */
const SHOWN = 5;

function names(models: readonly ModelDescriptor[]): string {
  const shown = models.slice(0, SHOWN).map(({ model_id }) => model_id);
  const more = models.length - shown.length;
  return `${models.length}: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}

const NONE =
  'none; only graphs without model tasks can run. `kora models search` lists what can be downloaded, ' +
  '`kora models add <file.gguf>` adds a file, and a runtime that is started is found by itself.';
const ALLOWED = 'What you write goes to another computer, whose host you have allowed.';
const REFUSED =
  'They would send what you write to another computer, and are refused until you add its host to `allowed_hosts` of their connector.';

/** Which models can be used, and which leave this computer. */
export function modelChecks(models: readonly ModelDescriptor[]): readonly Check[] {
  const here = models.filter(({ remote }) => !remote);
  const allowed = models.filter(({ remote, remote_allowed }) => remote && remote_allowed === true);
  const refused = models.filter(({ remote, remote_allowed }) => remote && remote_allowed !== true);
  const checks: Check[] = [
    here.length === 0
      ? { check: 'models', verdict: 'hint', message: NONE }
      : { check: 'models', verdict: 'ok', message: names(here) },
  ];
  if (allowed.length > 0) {
    checks.push({ check: 'models elsewhere', verdict: 'ok', message: `${names(allowed)} ${ALLOWED}` });
  }
  if (refused.length > 0) {
    checks.push({ check: 'models elsewhere', verdict: 'hint', message: `${names(refused)} ${REFUSED}` });
  }
  return checks;
}

import type { ModelDescriptor } from '@kora/contracts';
import type { Check } from './check.ts';

/** Names that are shown; `kora models list` has the others. */
const SHOWN = 5;

function names(models: readonly ModelDescriptor[]): string {
  const shown = models.slice(0, SHOWN).map(({ model_id }) => model_id);
  const more = models.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

const NONE =
  'none; only graphs without model tasks can run. `kora models search` lists what can be downloaded, ' +
  '`kora models add <file.gguf>` adds a file, and a runtime that is started is found by itself.';

/** Which models can be used, and which would leave this computer. */
export function modelChecks(models: readonly ModelDescriptor[]): readonly Check[] {
  const [here, remote] = [models.filter((model) => !model.remote), models.filter((model) => model.remote)];
  const usable: Check =
    here.length === 0
      ? { check: 'models', verdict: 'hint', message: NONE }
      : { check: 'models', verdict: 'ok', message: `${here.length} on this computer: ${names(here)}.` };
  if (remote.length === 0) return [usable];
  const message = `${remote.length} would send what you write to another computer: ${names(remote)}. Refused until you add the host to \`allowed_hosts\` of its connector.`;
  return [usable, { check: 'remote models', verdict: 'hint', message }];
}

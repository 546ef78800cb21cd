import type { Verb } from '../verb.ts';
import { addVerb } from './add-verb.ts';
import { listVerb } from './list-verb.ts';
import { pullVerb } from './pull-verb.ts';
import { refreshVerb } from './refresh-verb.ts';
import { removeVerb } from './remove-verb.ts';
import { searchVerb } from './search-verb.ts';
import { showVerb } from './show-verb.ts';
import { verifyVerb } from './verify-verb.ts';

/** `kora models list | search | refresh | pull | add | verify | remove | show` */
export const modelsVerb: Verb = (program, environment) => {
  const models = program.command('models').description('the models that can answer');
  for (const verb of [listVerb, searchVerb, refreshVerb, pullVerb, addVerb, showVerb, verifyVerb, removeVerb])
    verb(models, environment);
};

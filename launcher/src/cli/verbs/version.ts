import { CONTRACT_VERSION } from '@kora/contracts';
import { version } from '../../version.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { acts, type Verb } from '../verb.ts';

/** `kora version` */
export const versionVerb: Verb = (program, environment) => {
  acts(program.command('version').description('say which version this is'), environment, (_, { json }) => {
    const facts = {
      version,
      contracts: CONTRACT_VERSION,
      node: process.versions.node,
      platform: `${process.platform}-${process.arch}`,
      edition: environment.edition.name,
    };
    if (json) environment.terminal.printJson(facts);
    else environment.terminal.print(`KORA Studio ${version} (contracts ${CONTRACT_VERSION}, Node ${facts.node})\n`);
    return EXIT_CODES.ok;
  });
};

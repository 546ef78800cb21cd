import { CONTRACT_VERSION } from '@kora/contracts';
import { version } from '../../version.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { acts, type CommonOptions, type Verb } from '../verb.ts';

interface VersionOptions extends CommonOptions {
  readonly licences?: true;
}

/** `kora version` */
export const versionVerb: Verb = (program, environment) => {
  const command = program
    .command('version')
    .description('say which version this is')
    .option('--licences', 'print the licences of everything in it that is the work of others');
  acts<VersionOptions>(command, environment, (_, { json, licences }) => {
    const { edition, terminal } = environment;
    const texts = licences ? edition.licences() : null;
    const facts = {
      version,
      contracts: CONTRACT_VERSION,
      node: process.versions.node,
      platform: `${process.platform}-${process.arch}`,
      edition: edition.name,
      ...(texts === null ? {} : { licences: texts }),
    };
    if (json) terminal.printJson(facts);
    else if (texts !== null) terminal.print(texts);
    else terminal.print(`KORA Studio ${version} (contracts ${CONTRACT_VERSION}, Node ${facts.node})\n`);
    return EXIT_CODES.ok;
  });
};

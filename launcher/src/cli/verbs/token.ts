import { withStudio } from '../../studio/with-studio.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { acts, launchOptions, type Verb } from '../verb.ts';

/** `kora token` */
export const tokenVerb: Verb = (program, environment) => {
  const command = program
    .command('token')
    .description('print the token of the local API, making it when there is none');
  acts(command, environment, async (_, options) => {
    const token = await withStudio(launchOptions(environment, options), async ({ address }) => address.token);
    if (options.json) environment.terminal.printJson({ token });
    else environment.terminal.print(`${token}\n`);
    return EXIT_CODES.ok;
  });
};

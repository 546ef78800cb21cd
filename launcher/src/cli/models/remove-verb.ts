import type { Command } from 'commander';
import { withStudio } from '../../studio/with-studio.ts';
import type { Environment } from '../environment.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { acts, launchOptions } from '../verb.ts';
import { removedCodec } from './answers.ts';

/** `kora models remove <model>` */
export function removeVerb(models: Command, environment: Environment): void {
  const { terminal } = environment;
  const remove = models
    .command('remove')
    .description('take a model out of the list; its files stay where they are')
    .argument('<model>', 'the model');
  acts(remove, environment, async ([model = ''], options) => {
    const answer = await withStudio(launchOptions(environment, options), (client) =>
      client.delete(`/models/catalog/${encodeURIComponent(model)}`, removedCodec),
    );
    if (options.json) terminal.printJson(answer);
    else terminal.say(`${answer.removed} is no longer listed.`);
    return EXIT_CODES.ok;
  });
}

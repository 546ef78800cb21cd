import type { Command } from 'commander';
import { withStudio } from '../../studio/with-studio.ts';
import type { Environment } from '../environment.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { acts, launchOptions } from '../verb.ts';
import { refreshedCodec } from './answers.ts';

/** `kora models refresh` */
export function refreshVerb(models: Command, environment: Environment): void {
  const { terminal } = environment;
  const refresh = models
    .command('refresh')
    .description('fetch the list of recommended models anew, from where the settings say');
  acts(refresh, environment, async (_, options) => {
    const answer = await withStudio(launchOptions(environment, options), (client) =>
      client.post('/models/curated/refresh', {}, refreshedCodec),
    );
    if (options.json) terminal.printJson(answer);
    else {
      const { issued_at, models: recommended } = answer.list;
      const news = answer.changed ? 'There is a new list' : 'The list that is there is the newest';
      terminal.say(`${news}, of ${issued_at.slice(0, 10)}, with ${recommended.length} models. See kora models search.`);
    }
    return EXIT_CODES.ok;
  });
}

import type { Command } from 'commander';
import { withStudio } from '../../studio/with-studio.ts';
import type { Environment } from '../environment.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { bytes } from '../output/quantities.ts';
import { table } from '../output/table.ts';
import { acts, type CommonOptions, launchOptions } from '../verb.ts';
import { searchCodec } from './answers.ts';

/** `kora models search [words]` */
export function searchVerb(models: Command, environment: Environment): void {
  const { terminal } = environment;
  const search = models
    .command('search')
    .description('find models: installed ones, recommended ones, and with --online those of the hub')
    .argument('[words]', 'words of the name; none finds everything that is known here')
    .option('--online', 'also ask the hub');
  acts<CommonOptions & { online?: true }>(search, environment, async ([words = ''], options) => {
    const query = new URLSearchParams({ q: words, ...(options.online ? { online: 'true' } : {}) });
    const answer = await withStudio(launchOptions(environment, options), (client) =>
      client.get(`/models/search?${query}`, searchCodec),
    );
    if (options.json) {
      terminal.printJson(answer);
      return EXIT_CODES.ok;
    }
    const rows = answer.results.map(({ source, name, model_id, curated_id, url, size_bytes, license }) => [
      source === 'installed' ? (model_id ?? name) : (curated_id ?? url ?? name),
      source,
      size_bytes === null ? '' : bytes(size_bytes),
      license ?? '',
      name,
    ]);
    if (rows.length > 0) terminal.print(table(['pull as', 'from', 'size', 'license', 'name'], rows));
    else
      terminal.say(`Nothing matches ${JSON.stringify(words)}.${options.online ? '' : ' --online asks the hub, too.'}`);
    if (answer.online_problem !== null) terminal.say(answer.online_problem);
    return EXIT_CODES.ok;
  });
}

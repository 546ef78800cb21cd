import { resolve } from 'node:path';
import { catalogEntryCodec } from '@kora/contracts';
import type { Command } from 'commander';
import { withStudio } from '../../studio/with-studio.ts';
import type { Environment } from '../environment.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { bytes } from '../output/quantities.ts';
import { acts, type CommonOptions, launchOptions } from '../verb.ts';

/** `kora models add <file.gguf>` */
export function addVerb(models: Command, environment: Environment): void {
  const { terminal } = environment;
  const add = models
    .command('add')
    .description('register a GGUF file where it lies')
    .argument('<file>', 'the GGUF file')
    .option('--id <id>', 'name of the model (default: that of the file)');
  acts<CommonOptions & { id?: string }>(add, environment, async ([file = ''], options) => {
    const body = { file_path: resolve(file), ...(options.id === undefined ? {} : { model_id: options.id }) };
    const entry = await withStudio(launchOptions(environment, options), (client) =>
      client.post('/models/catalog', body, catalogEntryCodec),
    );
    if (options.json) terminal.printJson(entry);
    else
      terminal.print(
        `${entry.model_id} (${entry.quantization ?? 'unknown quantization'}, ${bytes(entry.size_bytes)})\n`,
      );
    return EXIT_CODES.ok;
  });
}

import { resolve } from 'node:path';
import { catalogEntryCodec } from '@kora/contracts';
import { type Command, Option } from 'commander';
import type { StudioClient } from '../../client/studio-client.ts';
import { withStudio } from '../../studio/with-studio.ts';
import type { Environment } from '../environment.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { bytes } from '../output/quantities.ts';
import { table } from '../output/table.ts';
import { acts, type CommonOptions, launchOptions } from '../verb.ts';
import { importableCodec } from './answers.ts';

interface AddOptions extends CommonOptions {
  readonly id?: string;
  readonly from?: 'ollama' | 'lmstudio';
}

/** What another program has on this computer, under the names to add it by. */
async function listOf(client: StudioClient, source: string, options: AddOptions, { terminal }: Environment) {
  const { models } = await client.get('/models/importable', importableCodec);
  const found = models.filter((model) => model.source === source);
  if (options.json) terminal.printJson({ models: found });
  else if (found.length === 0) terminal.say(`There are no models of ${source} on this computer.`);
  else {
    const rows = found.map(({ name, size_bytes, registered }) => [name, bytes(size_bytes), registered ? 'added' : '']);
    terminal.print(table(['model', 'size', ''], rows));
  }
  return EXIT_CODES.ok;
}

/** `kora models add <file.gguf>`, and `kora models add --from ollama <name>` */
export function addVerb(models: Command, environment: Environment): void {
  const { terminal } = environment;
  const add = models
    .command('add')
    .description('register a GGUF file where it lies, without copying it')
    .argument('[file]', 'the GGUF file; with --from the name of the model, or nothing to list them')
    .addOption(new Option('--from <program>', 'a model of this program').choices(['ollama', 'lmstudio']))
    .option('--id <id>', 'name of the model (default: that of the file)');
  acts<AddOptions>(add, environment, ([file], options) => {
    const { from } = options;
    if (file === undefined && from === undefined) return add.error("error: missing required argument 'file'");
    return withStudio(launchOptions(environment, options), async (client) => {
      if (file === undefined) return listOf(client, from ?? '', options, environment);
      const id = options.id === undefined ? {} : { model_id: options.id };
      const entry =
        from === undefined
          ? await client.post('/models/catalog', { file_path: resolve(file), ...id }, catalogEntryCodec)
          : await client.post('/models/import', { source: from, name: file, ...id }, catalogEntryCodec);
      if (options.json) terminal.printJson(entry);
      else
        terminal.print(
          `${entry.model_id} (${entry.quantization ?? 'unknown quantization'}, ${bytes(entry.size_bytes)})\n`,
        );
      return EXIT_CODES.ok;
    });
  });
}

import { resolve } from 'node:path';
import { catalogEntryCodec, modelListCodec } from '@kora/contracts';
import { withStudio } from '../../studio/with-studio.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { bytes } from '../output/quantities.ts';
import { table } from '../output/table.ts';
import { acts, type CommonOptions, launchOptions, type Verb } from '../verb.ts';

/** `kora models list`, `kora models add <file.gguf>` */
export const modelsVerb: Verb = (program, environment) => {
  const { terminal } = environment;
  const models = program.command('models').description('the models that can answer');

  acts(models.command('list').description('list the models of every connector'), environment, async (_, options) => {
    const answer = await withStudio(launchOptions(environment, options), (client) =>
      client.get('/models', modelListCodec),
    );
    if (options.json) {
      terminal.printJson(answer);
      return EXIT_CODES.ok;
    }
    const rows = answer.models.map((model) => [
      model.model_id,
      model.connector,
      model.quantization ?? '',
      model.size_bytes === null ? '' : bytes(model.size_bytes),
      model.context_tokens === null ? '' : String(model.context_tokens),
    ]);
    if (rows.length > 0) terminal.print(table(['model', 'connector', 'quantization', 'size', 'context'], rows));
    else terminal.say('There are no models yet. Add one with `kora models add <file.gguf>`.');
    for (const { id, health } of answer.connectors) {
      if (health.status !== 'ready') terminal.say(`${id}: ${health.message}`);
    }
    return EXIT_CODES.ok;
  });

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
};

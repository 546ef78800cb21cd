import { type ConnectorState, modelListCodec, runtimeListCodec } from '@kora/contracts';
import type { Command } from 'commander';
import { withStudio } from '../../studio/with-studio.ts';
import type { Environment } from '../environment.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { bytes } from '../output/quantities.ts';
import { table } from '../output/table.ts';
import { acts, launchOptions } from '../verb.ts';

/** What says nothing about the models that are there: nobody needs every runtime. */
const QUIET: readonly ConnectorState[] = ['ready', 'busy', 'not_running', 'no_model'];

/** `kora models list` */
export function listVerb(models: Command, environment: Environment): void {
  const { terminal } = environment;
  acts(models.command('list').description('list the models of every connector'), environment, async (_, options) => {
    const { answer, others } = await withStudio(launchOptions(environment, options), async (client) => ({
      answer: await client.get('/models', modelListCodec),
      others: options.json ? [] : (await client.get('/runtimes?wait_ms=0', runtimeListCodec)).others,
    }));
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
      [
        ...(model.loaded ? ['loaded'] : []),
        ...(model.remote ? [model.remote_allowed ? 'leaves this computer' : 'remote, its host is not allowed'] : []),
      ].join(', '),
    ]);
    const head = ['model', 'connector', 'quantization', 'size', 'context', ''];
    if (rows.length > 0) terminal.print(table(head, rows));
    else
      terminal.say(
        'There are no models yet. See `kora models search`, or register a file: `kora models add <file.gguf>`.',
      );
    for (const { id, health } of answer.connectors) {
      const isWorthSaying = rows.length === 0 ? health.status !== 'ready' : !QUIET.includes(health.status);
      if (isWorthSaying) terminal.say(`${id}: ${health.message}`);
    }
    // It may be a runtime that was too busy to say so in time: a list that may lack its models must not look complete.
    for (const { url, answered, message } of others) if (!answered) terminal.say(`${url}: ${message}`);
    return EXIT_CODES.ok;
  });
}

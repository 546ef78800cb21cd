import type { Command } from 'commander';
import { withStudio } from '../../studio/with-studio.ts';
import type { Environment } from '../environment.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { bytes } from '../output/quantities.ts';
import { table } from '../output/table.ts';
import { acts, type CommonOptions, launchOptions } from '../verb.ts';
import { detailsCodec } from './answers.ts';
import { fitSentence } from './fit-sentence.ts';

/** `kora models show <model>` */
export function showVerb(models: Command, environment: Environment): void {
  const { terminal } = environment;
  const show = models
    .command('show')
    .description('describe an installed model, and the memory that it takes')
    .argument('<model>', 'the model')
    .option('--context <tokens>', 'memory for this context (default: what Studio would give it)');
  acts<CommonOptions & { context?: string }>(show, environment, async ([model = ''], options) => {
    const query = options.context === undefined ? '' : `?${new URLSearchParams({ context_tokens: options.context })}`;
    const details = await withStudio(launchOptions(environment, options), (client) =>
      client.get(`/models/catalog/${encodeURIComponent(model)}${query}`, detailsCodec),
    );
    const { entry, problem, architecture, parameters, memory, fit } = details;
    if (options.json) terminal.printJson(details);
    else {
      const rows = [
        ['model', entry.model_id],
        ['runs on', entry.provider],
        ['architecture', architecture ?? 'unknown'],
        ['parameters', parameters === null ? 'unknown' : parameters.toLocaleString('en')],
        ['quantization', entry.quantization ?? 'unknown'],
        ['size', bytes(entry.size_bytes)],
        ['longest context', entry.context_tokens === null ? 'unknown' : `${entry.context_tokens} tokens`],
        ['memory', `${bytes(memory.total_bytes)} with a context of ${memory.context_tokens} tokens`],
        ['SHA-256', entry.checksum],
        ['license', entry.license ?? 'unknown'],
        ...entry.file_paths.map((path) => ['file', path]),
      ];
      terminal.print(table(['', ''], rows).replace(/^\s*\n/, ''));
      terminal.say(problem ?? fitSentence(fit));
    }
    return problem === null ? EXIT_CODES.ok : EXIT_CODES.failed;
  });
}

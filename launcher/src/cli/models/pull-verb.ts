import type { Command } from 'commander';
import type { StudioClient } from '../../client/studio-client.ts';
import { withStudio } from '../../studio/with-studio.ts';
import type { Environment } from '../environment.ts';
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts';
import { errorText } from '../output/error-text.ts';
import { bytes } from '../output/quantities.ts';
import { printable } from '../output/table.ts';
import { acts, type CommonOptions, launchOptions } from '../verb.ts';
import { type Download, downloadCodec, startedCodec } from './answers.ts';
import { followDownload, LEFT_BEHIND } from './follow-download.ts';
import { type PullOrder, requireFit } from './require-fit.ts';

interface PullOptions extends CommonOptions {
  readonly id?: string;
  readonly sha256?: string;
  readonly yes?: true;
}

const RESUMABLE = new Set(['paused', 'interrupted', 'failed']);
/** Each may be that of another short command. */
const MOST_STUDIOS = 10;

/** Begins a download or goes on with it, and follows it as far as this Studio takes it. */
async function fetchModel(client: StudioClient, order: PullOrder, environment: Environment): Promise<Download> {
  const { download } = await client.post('/models/downloads', order, startedCodec);
  if (RESUMABLE.has(download.state)) await client.post(`/models/downloads/${download.id}/resume`, {}, downloadCodec);
  return (await followDownload(client, download.id, environment)) ?? download;
}

function conclude(download: Download, name: string, { terminal }: Environment): ExitCode {
  switch (download.state) {
    case 'completed': {
      const by =
        download.verified_against === null
          ? 'nobody says which checksum it should have'
          : `checked against the ${download.verified_against}`;
      terminal.say(`${download.model_id} is installed (SHA-256 ${download.checksum}, ${by}).`);
      return EXIT_CODES.ok;
    }
    case 'paused':
      terminal.say(`Paused at ${bytes(download.received_bytes)}. Go on with: kora models pull ${printable(name)}`);
      return EXIT_CODES.cancelled;
    case 'cancelled':
      terminal.say('The download was cancelled, and what it had is deleted.');
      return EXIT_CODES.cancelled;
    default:
      if (download.error !== null) terminal.say(errorText(download.error));
      terminal.say(`Not installed. Try to go on with: kora models pull ${printable(name)}`);
      return EXIT_CODES.failed;
  }
}

/** `kora models pull <name>` */
export function pullVerb(models: Command, environment: Environment): void {
  const pull = models
    .command('pull')
    .description('download a model; Ctrl-C pauses, and the same command goes on')
    .argument('<name>', 'a recommended model (see kora models search), or the https: address of a GGUF file')
    .option('--id <id>', 'name of the model (default: that of the file)')
    .option('--sha256 <sum>', 'checksum that the file must have')
    .option('--yes', 'also when it is too large for this computer');
  acts<PullOptions>(pull, environment, async ([name = ''], options) => {
    const { terminal } = environment;
    const order: PullOrder = {
      ...(/^https?:/i.test(name) ? { url: name } : { curated_id: name }),
      ...(options.id === undefined ? {} : { model_id: options.id }),
      ...(options.sha256 === undefined ? {} : { sha256: options.sha256 }),
    };
    const launch = launchOptions(environment, options);
    let end = await withStudio(launch, async (client) => {
      await requireFit(client, order, options.yes === true, terminal);
      return fetchModel(client, order, environment);
    });
    for (let studios = 1; studios < MOST_STUDIOS && LEFT_BEHIND.has(end.state); studios++) {
      terminal.say('The Studio that was downloading has ended; this command goes on by itself.');
      end = await withStudio(launch, (client) => fetchModel(client, order, environment));
    }
    if (options.json) terminal.printJson(end);
    return conclude(end, name, environment);
  });
}

import { decode } from '@kora/contracts';
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
import { downloadLine } from './download-line.ts';
import { type PullOrder, requireFit } from './require-fit.ts';
import { StatusLine } from './status-line.ts';

interface PullOptions extends CommonOptions {
  readonly id?: string;
  readonly sha256?: string;
  readonly yes?: true;
}

const RESUMABLE = new Set(['paused', 'interrupted', 'failed']);

/** Follows a download to its end, or until the person interrupts it, which pauses it. */
async function follow(client: StudioClient, id: string, environment: Environment): Promise<Download | null> {
  const { terminal, interruptions } = environment;
  const line = new StatusLine(terminal);
  const told = new Set<string>();
  let interrupted = false;
  interruptions.onRequest(() => {
    interrupted = true;
    // The stream says that it is paused; should that fail, Studio keeps what there is when it ends.
    client.post(`/models/downloads/${id}/pause`, {}, downloadCodec).catch(() => {});
  });
  let last: Download | null = null;
  for await (const { data } of client.events(`/models/downloads/${id}/events`)) {
    const decoded = decode(downloadCodec, data);
    if (decoded._tag === 'Left') continue;
    last = decoded.right;
    for (const { message } of last.notices) {
      if (told.has(message)) continue;
      told.add(message);
      line.clear();
      terminal.say(printable(message));
    }
    if (interrupted && last.state === 'paused') break;
    line.show(downloadLine(last));
  }
  line.clear();
  return last;
}

function conclude(download: Download | null, name: string, { terminal }: Environment): ExitCode {
  switch (download?.state) {
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
      if (download?.error != null) terminal.say(errorText(download.error));
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
  acts<PullOptions>(pull, environment, ([name = ''], options) =>
    withStudio(launchOptions(environment, options), async (client) => {
      const order: PullOrder = {
        ...(/^https?:/i.test(name) ? { url: name } : { curated_id: name }),
        ...(options.id === undefined ? {} : { model_id: options.id }),
        ...(options.sha256 === undefined ? {} : { sha256: options.sha256 }),
      };
      await requireFit(client, order, options.yes === true, environment.terminal);
      const { download } = await client.post('/models/downloads', order, startedCodec);
      if (RESUMABLE.has(download.state))
        await client.post(`/models/downloads/${download.id}/resume`, {}, downloadCodec);
      const end = await follow(client, download.id, environment);
      if (options.json) environment.terminal.printJson(end ?? download);
      return conclude(end, name, environment);
    }),
  );
}

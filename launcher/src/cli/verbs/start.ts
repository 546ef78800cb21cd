import { API_VERSION, sessionLinkCodec } from '@kora/contracts';
import { type Kernel, resolveDataRootPath } from '@kora/kernel';
import { InvalidArgumentError } from 'commander';
import { StudioClient } from '../../client/studio-client.ts';
import { findRunningStudio, type RunningStudio, untilReady } from '../../studio/find-running-studio.ts';
import { openWindow } from '../../studio/open-window.ts';
import { startStudio } from '../../studio/start-studio.ts';
import type { Environment } from '../environment.ts';
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts';
import { acts, type CommonOptions, launchOptions, type Verb } from '../verb.ts';

interface StartOptions extends CommonOptions {
  readonly port?: number;
  /** False for --no-open. */
  readonly open: boolean;
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
}

/** A second start does not fail: it shows the Studio that is there. */
async function showRunning(studio: RunningStudio, options: StartOptions, environment: Environment): Promise<ExitCode> {
  const { terminal } = environment;
  const { url, token, pid } = studio;
  if (options.json) {
    terminal.printJson({ event: 'already_running', url, token, pid });
    return EXIT_CODES.ok;
  }
  const link = await new StudioClient(studio).post('/session', { api_version: API_VERSION }, sessionLinkCodec);
  terminal.print(
    `KORA Studio is running already at ${url} (process ${pid})\nOpen it with this link, once: ${link.url}\n`,
  );
  if (options.open) await openWindow(link.url, environment);
  return EXIT_CODES.ok;
}

async function serve(kernel: Kernel, options: StartOptions, environment: Environment): Promise<ExitCode> {
  const { terminal, interruptions, pid } = environment;
  const { url, token } = kernel;
  try {
    await untilReady({ url, token });
    if (options.json) terminal.printJson({ event: 'listening', url, token, pid });
    else {
      const link = kernel.oneTimeLink();
      terminal.print(`KORA Studio is at ${url}\nOpen it with this link, once: ${link}\n`);
      terminal.say('Press Ctrl-C to stop.');
      if (options.open) await openWindow(link, environment);
    }
    await interruptions.requested();
    if (!options.json) terminal.say('Stopping.');
  } finally {
    await kernel.close();
  }
  return EXIT_CODES.ok;
}

/** `kora start` */
export const startVerb: Verb = (program, environment) => {
  const command = program
    .command('start')
    .description('start Studio and open its window')
    .option('--port <n>', 'port of the local API, 0 for any free one', portOf)
    .option('--no-open', 'open no window');
  acts<StartOptions>(command, environment, async (_, options) => {
    const running = await findRunningStudio(resolveDataRootPath({ path: options.dataRoot }));
    if (running !== null) return showRunning(running, options, environment);
    const kernel = await startStudio({ ...launchOptions(environment, options), port: options.port });
    return serve(kernel, options, environment);
  });
};

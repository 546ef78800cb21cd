import { decode } from '@kora/contracts';
import type { Command } from 'commander';
import { launcherErrors } from '../../errors.ts';
import { withStudio } from '../../studio/with-studio.ts';
import type { Environment } from '../environment.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { acts, launchOptions } from '../verb.ts';
import { verdictCodec, verifyProgressCodec } from './answers.ts';
import { StatusLine } from './status-line.ts';

/** `kora models verify <model>` */
export function verifyVerb(models: Command, environment: Environment): void {
  const { terminal } = environment;
  const verify = models
    .command('verify')
    .description('read every byte of an installed model again')
    .argument('<model>', 'the model');
  acts(verify, environment, ([model = ''], options) =>
    withStudio(launchOptions(environment, options), async (client) => {
      const path = `/models/catalog/${encodeURIComponent(model)}/verify`;
      const line = new StatusLine(terminal);
      for await (const { event, data } of client.events(path, 'POST')) {
        if (event === 'progress') {
          const progress = decode(verifyProgressCodec, data);
          if (progress._tag === 'Left') continue;
          const { checked_bytes, total_bytes } = progress.right;
          line.show(`${model} ${Math.floor((100 * checked_bytes) / Math.max(1, total_bytes))} % checked`);
          continue;
        }
        const verdict = decode(verdictCodec, data);
        if (verdict._tag === 'Left') continue;
        line.clear();
        const { ok, problem, actual_checksum } = verdict.right;
        if (options.json) terminal.printJson(verdict.right);
        else if (ok) terminal.print(`${model} is what was installed (SHA-256 ${actual_checksum})\n`);
        else terminal.say(problem ?? `${model} is not what was installed.`);
        return ok ? EXIT_CODES.ok : EXIT_CODES.failed;
      }
      throw launcherErrors.KORA_LAUNCHER_BAD_ANSWER({ url: client.address.url, reason: 'no verdict' });
    }),
  );
}

import { CONTRACT_VERSION } from '@kora/contracts';
import { Command, CommanderError, Option } from 'commander';
import { isKoraError, type KoraError } from '../errors/kora-error.ts';
import { create } from './commands/create.ts';
import { keygen } from './commands/keygen.ts';
import { sign } from './commands/sign.ts';
import { verify } from './commands/verify.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { type Output, printReport, type Report } from './report.ts';

const STANDARD: Output = {
  data: (text) => process.stdout.write(text),
  other: (text) => process.stderr.write(text),
};

/** Runs `kora-plugin` with its arguments. Data goes to standard output, everything else to standard error. Never rejects. */
export async function main(args: readonly string[], output: Output = STANDARD): Promise<ExitCode> {
  const state: { exitCode: ExitCode } = { exitCode: EXIT.done };
  const finish = async (json: boolean, work: Promise<Report>) => {
    const report = await work;
    printReport(report, json, output);
    state.exitCode = report.exitCode;
  };
  try {
    await program(finish, output).parseAsync(args, { from: 'user' });
    return state.exitCode;
  } catch (error) {
    return explain(error, args.includes('--json'), output);
  }
}

function program(finish: (json: boolean, work: Promise<Report>) => Promise<void>, output: Output): Command {
  const json = () => new Option('--json', 'print JSON').default(false);
  const kora = new Command('kora-plugin')
    .description('Makes, signs and verifies KORA Studio plugins.')
    .configureOutput({ writeOut: output.data, writeErr: output.other })
    .exitOverride();
  kora
    .command('create <name>')
    .description('write the skeleton of a plugin into a new folder')
    .addOption(json())
    .action((name, options) => finish(options.json, create(name)));
  kora
    .command('keygen')
    .description('make a key pair to sign with')
    .requiredOption('--out <file>', 'file for the private key; the public key goes to <file>.pub')
    .addOption(json())
    .action((options) => finish(options.json, keygen(options)));
  kora
    .command('sign <folder>')
    .description('list the files of a folder in its plugin.json and sign it')
    .requiredOption('--key <file>', 'private key, as keygen writes it')
    .option('--manifest <file>', "manifest to take instead of the folder's own plugin.json")
    .addOption(json())
    .action((folder, options) => finish(options.json, sign(folder, options)));
  kora
    .command('verify <folder>')
    .description('say whether Studio would load a folder')
    .addOption(new Option('--trust <file>', 'trust store, such as configs/trusted-publishers.json').conflicts('key'))
    .option('--key <file>', 'public key to trust, as keygen writes it')
    .option('--contract <version>', 'version of the contracts to verify against', CONTRACT_VERSION)
    .addOption(json())
    .action((folder, options, command) => {
      if (options.trust === undefined && options.key === undefined) command.error('error: give --trust or --key');
      return finish(options.json, verify(folder, options));
    });
  return kora;
}

function explain(error: unknown, json: boolean, { other }: Output): ExitCode {
  // Commander has already printed its help or its complaint.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (isKoraError(error)) {
    other(`${json ? JSON.stringify(error.toBody()) : `${error.code}: ${error.message}`}\n`);
    return exitCodeOf(error);
  }
  other(`kora-plugin: ${error instanceof Error ? error.stack : String(error)}\n`);
  return EXIT.fault;
}

function exitCodeOf(error: KoraError): ExitCode {
  return error.error_type === 'PLUGIN_REJECTED' ? EXIT.refused : EXIT.usage;
}

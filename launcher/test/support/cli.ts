import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { Interruptions } from '../../src/cli/interruptions.ts';
import { runCli } from '../../src/cli/run-cli.ts';
import { sourceEdition } from '../../src/edition/source-edition.ts';

/** Runs one command line inside the test's process, with plugins from a folder. @returns what it wrote, and its code. */
export async function cli(args: readonly string[], { plugins = '', stdin = '', env = {} } = {}) {
  let stdout = '';
  const stderr: string[] = [];
  const code = await runCli(args, {
    terminal: {
      interactive: false,
      print: (text) => {
        stdout += text;
      },
      printJson: (value) => {
        stdout += `${JSON.stringify(value)}\n`;
      },
      say: (line) => stderr.push(line),
    },
    edition: sourceEdition(plugins, join(plugins, 'licences.txt')),
    interruptions: new Interruptions(new EventEmitter(), () => undefined),
    env,
    platform: 'linux',
    pid: 1,
    readStdin: async () => stdin,
  });
  return { code, stdout, stderr: stderr.join('\n') };
}

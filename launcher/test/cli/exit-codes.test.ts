import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KoraError } from '@kora/plugin-sdk';
import { CommanderError } from 'commander';
import t from 'tap';
import { EXIT_CODES, exitCodeOf } from '../../src/cli/exit-codes.ts';
import { launcherErrors } from '../../src/errors.ts';

t.test('an error ends the process with the code of its kind', async (t) => {
  const of = (type: KoraError['error_type']) => exitCodeOf(new KoraError('KORA_X', type, '', {}));
  t.equal(of('VALIDATION_ERROR'), 3);
  t.equal(of('VERSION_MISMATCH'), 3);
  t.equal(of('UNAUTHORIZED'), 5);
  t.equal(of('PLUGIN_REJECTED'), 6);
  t.equal(of('NOT_FOUND'), 7);
  t.equal(of('OVERLOADED'), 8);
  t.equal(of('EXECUTION_FAILURE'), 1);
});

t.test('the launcher has codes of its own for what never reached Studio', async (t) => {
  t.equal(exitCodeOf(launcherErrors.KORA_LAUNCHER_FILE_UNREADABLE({ path: 'x', reason: 'ENOENT' })), 2);
  t.equal(exitCodeOf(launcherErrors.KORA_LAUNCHER_UNREACHABLE({ url: 'x', reason: 'ECONNREFUSED' })), 5);
  t.equal(exitCodeOf(launcherErrors.KORA_LAUNCHER_BUSY({ path: 'x', pid: 1 })), 5);
  t.equal(exitCodeOf(new CommanderError(1, 'commander.unknownOption', '')), 2);
  t.equal(exitCodeOf(new CommanderError(0, 'commander.helpDisplayed', '')), 0);
  t.equal(exitCodeOf(new TypeError('a fault')), 70);
});

t.test('the README has every exit code', async (t) => {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
  for (const code of Object.values(EXIT_CODES)) t.match(readme, new RegExp(`\\n\\| ${code} +\\|`));
});

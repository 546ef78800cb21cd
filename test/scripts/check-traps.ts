import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { ALL_TRAPS } from '../support/traps/all-traps.ts';
import type { Trap } from '../support/traps/trap.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** The whole of a test file; the same seconds are told to tap, whose own limit would end a file on a busy machine. */
const PATIENCE_MS = 180_000;

/** Runs the test of a trap without its handling. @returns why that proves nothing, or null when the test fails. */
async function verdictOn({ handled, test }: Trap): Promise<string | null> {
  const preload = pathToFileURL(resolve(import.meta.dirname, 'undo-handling.ts')).href;
  const NODE_OPTIONS = `--conditions=kora-source --disable-warning=ExperimentalWarning --import=${preload}`;
  const env = {
    ...process.env,
    NODE_OPTIONS,
    KORA_UNDO_HANDLING: JSON.stringify(handled),
    TAP_TIMEOUT: String(PATIENCE_MS / 1000),
  };
  const child = spawn(process.execPath, [test.file], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  const [report, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
  clearTimeout(timer);
  const isHanging = child.signalCode === 'SIGKILL';
  const results = report.split('\n').filter((line) => /^(?:not )?ok \d+ - /.test(line));
  if (results.length === 0 && !isHanging) return `the test does not even start: ${complaint.slice(0, 300)}`;
  const failed = results.filter((line) => line.startsWith('not ok')).join('\n');
  // A test that waits for ever for what does not come any more fails as well, by its time limit.
  if (failed.replaceAll('\\', '').includes(test.title) || isHanging) return null;
  return failed === '' ? 'every test passes' : `only others fail: ${failed}`;
}

/**
 * Takes each handling of the guide on traps away and sees that the test which the guide names fails then. Takes minutes, so
 * it is no part of the test suite. Arguments choose traps by a part of their source or test.
 */
const wanted = process.argv.slice(2);
const chosen = ALL_TRAPS.filter((trap) => wanted.every((part) => JSON.stringify(trap).includes(part)));
const problems: string[] = [];
for (const trap of chosen) {
  const verdict = await verdictOn(trap);
  console.log(`${verdict === null ? 'proven' : 'NOT PROVEN'}  ${trap.section}  ${trap.trap}`);
  if (verdict !== null) problems.push(`${trap.handled.file}: ${trap.trap}\n    ${trap.test.title}\n    ${verdict}`);
}
console.log(`${chosen.length - problems.length} of ${chosen.length} proven`);
for (const problem of problems) console.log(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

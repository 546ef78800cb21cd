import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { FromHost, ToHost } from '../../src/pool/host-protocol.ts';

/**
 * In the place of a process of workers: finds nothing wrong, but kills itself under the first checks. Where it looks for its workers is
 * a file with one line for each of its deaths; its name begins with how many there are to be.
 */
let deaths = '';
process.on('message', (message: ToHost) => {
  const answer = (said: FromHost) => process.send?.(said);
  if (message.type === 'configure') {
    deaths = message.workerFile;
    answer({ type: 'ready' });
  }
  if (message.type !== 'check') return;
  const died = existsSync(deaths) ? readFileSync(deaths, 'utf8').length : 0;
  const due = Number.parseInt(deaths.slice(deaths.lastIndexOf('/') + 1), 10);
  if (died >= due) answer({ type: 'findings', id: message.id, findings: [] });
  else {
    appendFileSync(deaths, '.');
    process.kill(process.pid, 'SIGKILL');
  }
});
process.on('disconnect', () => process.exit(0));

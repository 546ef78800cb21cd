import { createLogs } from '../../src/logs/index.ts';

/** A process that may not write large files and logs more than fits. */
process.on('SIGXFSZ', () => {});
const logs = createLogs(process.argv[2] ?? '');
const log = logs.logger('x');
for (let i = 0; i < 50; i++) {
  log.info('x'.repeat(1_000));
  await logs.flush();
}
await logs.close();
process.stdout.write('went on');

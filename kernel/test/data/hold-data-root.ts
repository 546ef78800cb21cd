import { isKoraError } from '@kora/plugin-sdk';
import { openDataRoot } from '../../src/data/data-root.ts';

/** A process that opens a data root, says as one line of JSON how it went, and holds it until its standard input ends. */
const [path = '', port] = process.argv.slice(2);
try {
  const root = await openDataRoot({ path });
  if (port !== undefined) await root.publishPort(Number(port));
  process.stdout.write(`${JSON.stringify({ opened: true, takenOverFrom: root.takenOverFrom })}\n`);
  process.stdin.on('end', () => root.close());
  process.stdin.resume();
} catch (error) {
  if (!isKoraError(error)) throw error;
  process.stdout.write(`${JSON.stringify({ opened: false, code: error.code, details: error.details })}\n`);
}

import { prepareGraph, type TaskGraph } from '@kora/contracts';
import { isKoraError } from '@kora/plugin-sdk';
import { isLeft } from 'fp-ts/lib/Either.js';
import { openRunArchive } from '../../../src/archive/index.ts';
import { runIdAt } from '../../telemetry/run-events.ts';

/** A process that may not write large files: keeps the contents of a run in a folder, and says how its archive ended it. */
// Without a listener the signal ends the process before the write can fail.
process.on('SIGXFSZ', () => {});
const [folder = ''] = process.argv.slice(2);
const budget = { max_tokens: 9, max_time_ms: 9_000, max_retries: 0 };
const content = 'Say something.';
const graph: TaskGraph = {
  kora_version: '1.0.0',
  graph_id: 'graph',
  root: 'ask',
  tasks: [
    {
      version: '1.0',
      id: 'ask',
      type: 'model',
      input: { messages: [{ role: 'user', content }] },
      budget,
      schema: { type: 'string' },
    },
  ],
};
const prepared = prepareGraph(graph);
if (isLeft(prepared)) throw new Error(JSON.stringify(prepared.left));
const writer = openRunArchive(folder, { keep: true }).begin(runIdAt(1), prepared.right);
writer.input('ask', 0, content);
writer.modelAnswer('ask', 0, 'kept');
writer.modelAnswer('ask', 1, 'x'.repeat(900_000));
writer.output('ask', 'what comes after it');
const said = await writer.end('what comes after it', null).then(
  () => null,
  (error: unknown) => (isKoraError(error) ? [error.code, error.message] : String(error)),
);
process.stdout.write(JSON.stringify(said));

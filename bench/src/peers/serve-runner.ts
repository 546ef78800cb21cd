/** A process that runs graphs with the peer that its argument names. It answers each message of the harness with one of its own. */
import { graphaiRunner } from './graphai-runner.ts';
import { langgraphRunner } from './langgraph-runner.ts';
import type { Ask, Told } from './peer-subject.ts';

const runner = process.argv[2] === 'graphai' ? graphaiRunner : langgraphRunner;
let run: (() => Promise<number>) | null = null;

const tell = (told: Told) => process.send?.(told);

process.on('message', async (ask: Ask) => {
  if (ask.graph !== undefined) {
    run = runner.prepare(ask.graph);
    tell({ wall_ms: 0, output: 0 });
    return;
  }
  const started = performance.now();
  const output = (await run?.()) ?? Number.NaN;
  tell({ wall_ms: performance.now() - started, output });
});

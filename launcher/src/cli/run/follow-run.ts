import {
  API_VERSION,
  decode,
  type ExecutionOptions,
  type ExecutionResult,
  executionResultCodec,
  modelLoadingCodec,
  modelQueuedCodec,
  runEventCodec,
  runQueuedCodec,
  telemetryBundleCodec,
} from '@kora/contracts';
import { isKoraError } from '@kora/plugin-sdk';
import { isRight } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { decodeAnswer } from '../../client/read-answer.ts';
import type { StudioClient } from '../../client/studio-client.ts';
import { launcherErrors } from '../../errors.ts';
import type { Environment } from '../environment.ts';
import { loadingLine } from './loading-line.ts';
import { PlaceLines } from './place-lines.ts';
import { progressLine } from './progress-line.ts';

/**
 * Runs a graph and tells its progress until it has ended. A request to stop cancels the run and waits until Studio confirms.
 * @throws the KoraError that Studio refused the graph with; KORA_LAUNCHER_BAD_ANSWER when the stream ends without a result.
 */
export async function followRun(
  client: StudioClient,
  taskgraph: unknown,
  options: ExecutionOptions,
  { terminal, interruptions }: Pick<Environment, 'terminal' | 'interruptions'>,
): Promise<ExecutionResult> {
  const { url } = client.address;
  const { run_id, events } = await client.execute(taskgraph, options);
  interruptions.onRequest(() => {
    terminal.say('Cancelling the run. Press Ctrl-C again to leave at once.');
    void cancelRun(client, run_id, terminal.say);
  });
  const places = new PlaceLines();
  for await (const { event, data } of events) {
    if (event === 'result') return decodeAnswer(url, executionResultCodec, data);
    const line = lineOf(event, data, places);
    if (line !== null) terminal.say(line);
  }
  throw launcherErrors.KORA_LAUNCHER_BAD_ANSWER({ url, reason: 'the stream ended without a result' });
}

const placeCodec = t.union([modelQueuedCodec, runQueuedCodec]);

/** What is told of an event; others, such as the words of a model as they come, are for programs. */
function lineOf(event: string, data: unknown, places: PlaceLines): string | null {
  if (event === 'model.queued' || event === 'run.queued') {
    const place = decode(placeCodec, data);
    return isRight(place) ? places.take(place.right) : null;
  }
  if (event === 'model.loading') {
    const wait = decode(modelLoadingCodec, data);
    return isRight(wait) ? loadingLine(wait.right) : null;
  }
  const decoded = decode(runEventCodec, data);
  return isRight(decoded) ? progressLine(decoded.right) : null;
}

async function cancelRun(client: StudioClient, run_id: string, say: (line: string) => void): Promise<void> {
  try {
    await client.post(`/runs/${encodeURIComponent(run_id)}/cancel`, { api_version: API_VERSION }, telemetryBundleCodec);
  } catch (error) {
    // The run was faster; its result is on the way.
    if (isKoraError(error) && error.error_type === 'CONFLICT') return;
    say(`The run could not be cancelled: ${error instanceof Error ? error.message : String(error)}`);
  }
}

import { hashJson, type Json, type ReplayDifference, sha256Hex, type TelemetryBundle } from '@kora/contracts';
import type { ArchivedRun } from '../archive/archived-run.ts';
import { jsonDifferences } from './json-differences.ts';

const hashOf = (value: Json | undefined) => (value === undefined ? null : hashJson(value));

/**
 * Places where the archive of a run no longer holds what its run log names by hash: the graph, inputs, outputs, the final
 * output, and every answer of a model, accepted or not. Records of older versions have no hash of answers; there a changed one shows
 * in what the replay makes of it.
 */
export function* archiveDifferences(
  recorded: TelemetryBundle,
  archived: ArchivedRun,
): Generator<ReplayDifference, void, void> {
  yield* jsonDifferences(recorded.graph_hash, archived.graph_hash, '/archive/graph', null);
  const known = new Map(recorded.tasks.map((task) => [task.task_id, task]));
  for (const id of new Set([...known.keys(), ...archived.inputs.keys(), ...archived.outputs.keys()])) {
    const task = known.get(id);
    const input = hashOf(archived.inputs.get(id)?.[0]);
    // A task that broke off may have left none; what is there must be what it was.
    if (input !== null || task?.status === 'success') {
      yield* jsonDifferences(task?.input_hash ?? null, input, '/archive/inputs/0', id);
    }
    for (const { attempt_index: index, answer_hash } of task?.attempts ?? []) {
      if (answer_hash === undefined) continue;
      const answer = sha256Hex(archived.model_answers.get(id)?.[index] ?? '');
      yield* jsonDifferences(answer_hash, answer, `/archive/model_answers/${index}`, id);
    }
    yield* jsonDifferences(task?.output_hash ?? null, hashOf(archived.outputs.get(id)), '/archive/output', id);
  }
  // A run without an output has null at its end.
  const final = recorded.output_hash === null && archived.final_output === null ? undefined : archived.final_output;
  yield* jsonDifferences(recorded.output_hash, hashOf(final), '/archive/final_output', null);
}

import { existsSync, rmSync } from 'node:fs';
import { reasonOf } from '../data/file-errors.ts';
import { telemetryErrors } from './errors.ts';
import { type IndexState, RunIndex } from './run-index.ts';

/** An index that can be trusted, and what it knows. */
export interface OpenedIndex {
  readonly index: RunIndex;
  readonly states: ReadonlyMap<string, IndexState>;
  /** Why it was begun anew and is empty; null when the one on disk was good. */
  readonly rebuilt: string | null;
}

/**
 * Opens the index, or begins an empty one where it is missing, damaged or of another version.
 * @throws KORA_TELEMETRY_INDEX_UNUSABLE when not even an empty one can be made.
 */
export function openRunIndex(path: string): OpenedIndex {
  const damage = existsSync(path) ? tryOpen(path) : 'it is missing';
  if (typeof damage !== 'string') return { ...damage, rebuilt: null };
  try {
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
    return { index: new RunIndex(path), states: new Map(), rebuilt: damage };
  } catch (error) {
    throw telemetryErrors.KORA_TELEMETRY_INDEX_UNUSABLE({ path, reason: reasonOf(error) }, error);
  }
}

function tryOpen(path: string): { index: RunIndex; states: ReadonlyMap<string, IndexState> } | string {
  let index: RunIndex | undefined;
  try {
    index = new RunIndex(path);
    return { index, states: index.states() };
  } catch (error) {
    index?.close();
    return error instanceof Error ? error.message : 'it cannot be read';
  }
}

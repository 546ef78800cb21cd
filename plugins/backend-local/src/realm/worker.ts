import type { Segment } from '../pool/segment.ts';
import type { SegmentAnswer } from '../pool/segment-answer.ts';
import { SchemaCompiler } from '../schema/schema-compiler.ts';
import { type CheckFinding, type CheckRequest, checkRequests } from './check-requests.ts';
import { OperationTable } from './operation-table.ts';
import { runSegment } from './run-segment.ts';

/** A set of libraries in memory that all workers share, so that no message carries it. */
export interface SharedLibraries {
  readonly key: string;
  /** `LibraryText[]` as JSON, in UTF-8. */
  readonly buffer: SharedArrayBuffer;
}

/** A segment and the memory through which it is watched. */
export interface SegmentJob {
  readonly segment: Segment;
  readonly libraries: SharedLibraries;
  readonly control: SharedArrayBuffer;
}

/** What a graph asks to be checked before it runs. */
export interface CheckJob {
  readonly libraries: SharedLibraries;
  readonly requests: readonly CheckRequest[];
}

/** One worker's state: compiled schemas, and the libraries last used. */
class WorkerState {
  readonly schemas = new SchemaCompiler();
  #operations: OperationTable | null = null;

  operationsOf({ key, buffer }: SharedLibraries): OperationTable {
    if (this.#operations?.key === key) return this.#operations;
    // Text decoders refuse shared memory, so the bytes are copied first.
    const json = new TextDecoder().decode(new Uint8Array(buffer).slice());
    this.#operations = new OperationTable({ key, json }, this.schemas);
    return this.#operations;
  }
}

/** Makes the two jobs of a worker over a state of their own. */
function workerJobs() {
  const state = new WorkerState();
  // A promise that an operation left rejected belongs to a task that has ended; it must not end the worker.
  process.on('unhandledRejection', () => undefined);
  return {
    segment: ({ segment, libraries, control }: SegmentJob): SegmentAnswer =>
      runSegment(segment, control, state.operationsOf(libraries), state.schemas),
    check: ({ libraries, requests }: CheckJob): readonly CheckFinding[] =>
      checkRequests(requests, state.operationsOf(libraries), state.schemas),
  };
}

/** What Piscina calls, by name. Each worker thread evaluates this module once. */
export const { segment, check } = workerJobs();

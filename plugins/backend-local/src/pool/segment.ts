import type { Guard, Json, ValidationError } from '@kora/contracts';

/** An operation library as it travels: code and schemas as text. */
export interface LibraryText {
  readonly id: string;
  readonly filename: string;
  readonly source: string;
  readonly operations: readonly {
    readonly name: string;
    readonly version: string;
    /** JSON Schemas as JSON. */
    readonly arguments: string;
    readonly result: string;
  }[];
}

/** The operation libraries that a run may use, under a key that changes with any byte of them. */
export interface LibrarySet {
  readonly key: string;
  /** `LibraryText[]` as JSON. */
  readonly json: string;
}

/** One task of a segment. */
export interface SegmentTask {
  readonly id: string;
  readonly operation: string;
  /** With references; keys of literals sorted, so that their order cannot change an output. */
  readonly arguments: Json;
  readonly when?: Guard;
  /** Index into the segment's schemas. */
  readonly schema?: number;
  readonly max_time_ms: number;
  /** Ids of the dependencies, in this segment or among its given outputs. */
  readonly dependencies: readonly string[];
}

/** What a worker reads of a segment. */
export interface SegmentBody {
  /** Each after its dependencies. */
  readonly tasks: readonly SegmentTask[];
  /** Output schemas as JSON text, each once. */
  readonly schemas: readonly string[];
  /** Outputs that the tasks need and that are known already, by task id. */
  readonly given: { readonly [id: string]: Json };
}

/**
 * Tasks that travel together to one worker. What they are is one text: a string crosses a thread or process boundary at the
 * cost of a copy, objects at the cost of a walk on each side.
 */
export interface Segment {
  /** Key of the {@link LibrarySet} that its operations come from. */
  readonly libraries: string;
  /** A {@link SegmentBody} as JSON. */
  readonly body: string;
  /** `max_time_ms` of each task. */
  readonly limits_ms: readonly number[];
  /** Largest result of one operation, in characters of JSON. */
  readonly max_output_length: number;
  /** A segment that has worked this long gives back what it has not begun: the scheduler knew less than it does now. */
  readonly cut_after_ms: number;
  /** Runs in a process that holds nothing else, because a task in it may take its process down. */
  readonly quarantined: boolean;
}

/** Why an operation gave no output. Each kind is one KORA code; see operation-errors.ts. */
export const FAILURE_KINDS = [
  'missing_value',
  'unknown_operation',
  'library_failed',
  'bad_arguments',
  'operation_threw',
  'no_result',
  'bad_result',
  'result_too_large',
  'stack_overflow',
  'bad_schema',
  'schema_violation',
  'timeout',
  'crashed',
] as const;
export type FailureKind = (typeof FAILURE_KINDS)[number];

/** How one task of a segment ended, in milliseconds from the segment's start. */
export type TaskReport =
  /** Not run: a dependency in the segment gave nothing, or the segment was cut short. Give it to another segment. */
  | { readonly status: 'unrun' }
  /** It was running when its worker or process died; who is to blame shows when it runs alone. */
  | { readonly status: 'suspect' }
  | { readonly status: 'skipped'; readonly start_ms: number; readonly end_ms: number }
  | {
      readonly status: 'success';
      readonly start_ms: number;
      readonly end_ms: number;
      readonly validation_ms: number;
      readonly input_hash: string;
      /** Null for one that is in `output_json`. */
      readonly output: Json;
      /** A large output as the realm wrote it. */
      readonly output_json?: string;
      readonly output_hash: string;
      readonly output_bytes: number;
    }
  | {
      readonly status: 'failed';
      readonly start_ms: number;
      readonly end_ms: number;
      readonly validation_ms: number;
      readonly input_hash: string | null;
      readonly kind: FailureKind;
      /** What to tell a person; for an operation that threw, its own words. */
      readonly message: string;
      readonly errors: readonly ValidationError[];
    };

/** How a segment ended. `tasks` matches the segment's tasks one to one. Travels as a {@link SegmentAnswer}. */
export interface SegmentReport {
  readonly tasks: readonly TaskReport[];
  /** Milliseconds from the segment's start to this report. */
  readonly elapsed_ms: number;
}

/** The first task of a segment is taking its time: enough is known to show it as running. */
export interface SegmentProgress {
  readonly input_hash: string;
  readonly running_ms: number;
}

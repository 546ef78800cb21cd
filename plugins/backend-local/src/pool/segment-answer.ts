import type { SegmentReport, TaskReport } from './segment.ts';

/** Characters of JSON from which on an output travels by itself, and is parsed only if somebody asks for what is in it. */
export const LARGE_OUTPUT = 16_384;

/** A {@link SegmentReport} as it travels. */
export interface SegmentAnswer {
  /** As JSON, in which a large output is null and `output_at` says which of `outputs` it is. */
  readonly report: string;
  /** Large outputs as JSON. */
  readonly outputs: readonly string[];
}

/** A report as it travels when nothing in it is large. */
export const answerOf = (report: SegmentReport): SegmentAnswer => ({ report: JSON.stringify(report), outputs: [] });

interface Travelling {
  readonly tasks: readonly (TaskReport & { readonly output_at?: number })[];
  readonly elapsed_ms: number;
}

/** Reads a report that a worker has written. */
export function readAnswer({ report, outputs }: SegmentAnswer): SegmentReport {
  const read: Travelling = JSON.parse(report);
  if (outputs.length === 0) return read;
  const tasks = read.tasks.map((task) => {
    const output_json = task.output_at === undefined ? undefined : outputs[task.output_at];
    return output_json === undefined ? task : { ...task, output_json };
  });
  return { ...read, tasks };
}

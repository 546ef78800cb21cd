import type { Json } from '@kora/contracts';
import { ControlBlock, processTimeMs } from '../pool/control-block.ts';
import type { Segment, SegmentBody } from '../pool/segment.ts';
import { LARGE_OUTPUT, type SegmentAnswer } from '../pool/segment-answer.ts';
import type { SchemaCompiler } from '../schema/schema-compiler.ts';
import type { OperationTable } from './operation-table.ts';
import { runTask, type SegmentScope, type TaskRun } from './run-task.ts';

const UNRUN = JSON.stringify({ status: 'unrun' });

/**
 * Runs the tasks of a segment in order. A task whose dependency gave nothing is left to the scheduler.
 * @returns a SegmentReport as it travels.
 */
export function runSegment(
  segment: Segment,
  control: SharedArrayBuffer,
  operations: OperationTable,
  schemas: SchemaCompiler,
): SegmentAnswer {
  const block = new ControlBlock(control);
  const origin_ms = processTimeMs();
  // The scheduler wrote this text itself, from a graph that was decoded and outputs that were checked.
  const body: SegmentBody = JSON.parse(segment.body);
  const outputs = new Map<string, Json>(Object.entries(body.given));
  const scope: SegmentScope = {
    operations,
    schemas,
    schemaTexts: body.schemas,
    outputs,
    control: block,
    max_output_length: segment.max_output_length,
    origin_ms,
  };
  const reports: string[] = [];
  const large: string[] = [];
  let busy_ms = 0;
  for (const [index, task] of body.tasks.entries()) {
    const due = busy_ms < segment.cut_after_ms && !block.stopRequested;
    if (!due || !task.dependencies.every((id) => outputs.has(id))) {
      reports.push(UNRUN);
      continue;
    }
    const ran = runTask(task, index, scope);
    if ('end_ms' in ran.report) busy_ms += ran.report.end_ms - ran.report.start_ms;
    reports.push(textOf(ran, large));
  }
  return { report: `{"elapsed_ms":${processTimeMs() - origin_ms},"tasks":[${reports.join(',')}]}`, outputs: large };
}

/** The report as JSON, with the output in the very words of the realm: writing it again would cost as much as making it. */
function textOf({ report, json }: TaskRun, large: string[]): string {
  if (json === null || report.status !== 'success') return JSON.stringify(report);
  const { output, ...rest } = report;
  const own = JSON.stringify(rest).slice(1);
  if (json.length < LARGE_OUTPUT) return `{"output":${json},${own}`;
  return `{"output":null,"output_at":${large.push(json) - 1},${own}`;
}

import type { Segment } from '../pool/segment.ts';
import type { Plan } from '../scheduler/plan.ts';
import type { OutputStore } from './output-store.ts';

/** What is not written in the tasks; see {@link Segment}. */
export type SegmentSettings = Pick<Segment, 'libraries' | 'max_output_length' | 'cut_after_ms'>;

/** Writes tasks as a segment: each with its references, each output schema once, and the outputs that they need. */
export function encodeSegment(
  plan: Plan,
  ranks: readonly number[],
  outputs: OutputStore,
  settings: SegmentSettings,
  quarantined: boolean,
): Segment {
  const inside = new Set(ranks);
  const given = new Set<number>();
  const schemas = new Map<string, number>();
  const limits_ms: number[] = [];
  const tasks = ranks.map((rank) => {
    const task = plan.tasks[rank];
    const text = plan.texts[rank];
    if (task === undefined || text === undefined || task.type === 'model')
      throw new Error('only operations travel in segments');
    for (const dependency of plan.dependencies[rank] ?? []) if (!inside.has(dependency)) given.add(dependency);
    limits_ms.push(task.budget.max_time_ms);
    const { id, when, budget, dependencies, input } = task;
    const head = JSON.stringify({
      id,
      when,
      schema: text.schema === null ? undefined : indexOf(schemas, text.schema),
      max_time_ms: budget.max_time_ms,
      dependencies,
      operation: input.operation,
    });
    return `${head.slice(0, -1)},"arguments":${text.arguments}}`;
  });
  const known = [...given].map((rank) => {
    const id = plan.tasks[rank]?.id ?? '';
    return `${JSON.stringify(id)}:${outputs.jsonOf(id)}`;
  });
  // Written by hand around texts that exist already.
  const body = `{"tasks":[${tasks.join(',')}],"schemas":${JSON.stringify([...schemas.keys()])},"given":{${known.join(',')}}}`;
  return { ...settings, body, limits_ms, quarantined };
}

function indexOf(schemas: Map<string, number>, text: string): number {
  const known = schemas.get(text);
  if (known !== undefined) return known;
  schemas.set(text, schemas.size);
  return schemas.size - 1;
}

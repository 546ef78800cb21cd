const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** A plan that a model wrote, a line for each step: its id, its operation, and what goes in. Whatever else it is, as JSON. */
export function planText(plan: unknown): string {
  const { steps, answer } = record(plan);
  if (!Array.isArray(steps) || typeof answer !== 'string') return JSON.stringify(plan, null, 2);
  const lines = steps.map((step: unknown) => {
    const { id, operation, arguments: args, prompt } = record(step);
    return `${String(id)} = ${String(operation)} ${JSON.stringify(prompt ?? args ?? {})}`;
  });
  return [...lines, `answer = ${answer}`].join('\n');
}

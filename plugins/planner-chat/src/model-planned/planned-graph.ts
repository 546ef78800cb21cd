import { isRecord, type JsonObject, type PlanRequest, type Task, type TaskGraph } from '@kora/contracts';
import { numberFormatOf } from '../message/number-format.ts';
import { PLAN_LIMITS } from './plan-schema.ts';
import { type PlannedStep, plannedStep, sourcesOf } from './planned-step.ts';
import { givenBy } from './planning-operations.ts';

/** What is wrong with a model's plan, each in a sentence for people. */
export interface PlanRefused {
  readonly refused: readonly string[];
}

const operationTask = (id: string, name: string, operation: string, args: JsonObject): Task => ({
  version: '1.0',
  id,
  name,
  type: 'deterministic',
  dependencies: [...sourcesOf(args)],
  input: { operation, arguments: args },
});

/** In a prompt, `{{id}}` stands for the result of a step: rows as CSV, texts as they are, everything else as JSON. */
function modelTask(
  { id, prompt }: PlannedStep,
  request: PlanRequest,
  forms: ReadonlyMap<string, 'csv' | 'text'>,
): Task {
  const pieces = prompt.split(/\{\{\s*([a-z][a-z0-9_]*)\s*\}\}/);
  const content = pieces
    .map((piece, i) => (i % 2 === 0 ? piece : { $from: piece, as: forms.get(piece) ?? ('json' as const) }))
    .filter((piece) => piece !== '');
  const { model, system_prompt = '' } = request;
  return {
    version: '1.0',
    id,
    name: `Ask the model: ${prompt}`.slice(0, 120).toWellFormed(),
    type: 'model',
    dependencies: [...sourcesOf(content)],
    input: {
      messages: [
        ...(system_prompt === '' ? [] : [{ role: 'system' as const, content: system_prompt }]),
        { role: 'user', content },
      ],
      parameters: request.parameters,
    },
    schema: { type: 'string' },
    budget: request.budget,
    ...(model === null
      ? {}
      : { routing: { model: model.model_id, ...(model.connector === null ? {} : { connector: model.connector }) } }),
  };
}

/** How numbers are written where the person is. */
function separators(locale: string): JsonObject {
  const { group, decimal } = numberFormatOf(locale);
  return { group_separator: group, decimal_separator: decimal };
}

/** The task that writes what the answering step gives as Markdown; null where it is readable as it is. */
function writtenAnswer({ id, operation }: PlannedStep, locale: string): Task | null {
  const name = 'Write the answer';
  switch (givenBy(operation)) {
    case 'rows':
      return operationTask('written_answer', name, 'markdown.table', { rows: { $from: id }, ...separators(locale) });
    case 'text_field':
      return operationTask('written_answer', name, 'text.concat', { parts: [{ $from: id, pointer: '/text' }] });
    case 'number':
      return operationTask('written_answer', name, 'text.concat', { parts: [{ $from: id }] });
    default:
      return null;
  }
}

/** The tasks that the root needs; a model's plan may have steps that nothing uses, and they would cost time for nothing. */
function neededBy(root: string, tasks: readonly Task[]): readonly Task[] {
  const needed = new Set([root]);
  for (const task of tasks.toReversed())
    if (needed.has(task.id)) for (const id of task.dependencies ?? []) needed.add(id);
  return tasks.filter(({ id }) => needed.has(id));
}

/**
 * Makes a TaskGraph of a model's plan, or says each reason why not. The graph is a stranger's: whoever runs it validates it like
 * any other, shows it, and counts the planning call.
 */
export function graphFromModel(answer: unknown, request: PlanRequest): TaskGraph | PlanRefused {
  if (!isRecord(answer) || !Array.isArray(answer.steps) || typeof answer.answer !== 'string')
    return { refused: ['The model wrote no plan with steps and an answer.'] };
  if (answer.steps.length === 0 || answer.steps.length > PLAN_LIMITS.steps)
    return { refused: [`A plan has 1 to ${PLAN_LIMITS.steps} steps, not ${answer.steps.length}.`] };
  const refused: string[] = [];
  const forms = new Map<string, 'csv' | 'text'>();
  const tasks: Task[] = request.attachments.map(({ name, text }, i) => {
    forms.set(`attachment_${i + 1}`, 'text');
    return operationTask(`attachment_${i + 1}`, name.slice(0, 200).toWellFormed(), 'value.constant', { value: text });
  });
  const known = new Set(tasks.map(({ id }) => id));
  const steps: PlannedStep[] = [];
  for (const [i, value] of answer.steps.entries()) {
    const step = plannedStep(value, `Step ${i + 1}`);
    if (typeof step === 'string') {
      refused.push(step);
      continue;
    }
    const { id, operation } = step;
    if (known.has(id)) refused.push(`Two steps are called ${id}.`);
    const task =
      operation === 'model' ? modelTask(step, request, forms) : operationTask(id, id, operation, step.arguments);
    for (const from of task.dependencies ?? [])
      if (!known.has(from)) refused.push(`Step ${id} uses ${from.slice(0, 80)}, which is no earlier step.`);
    known.add(id);
    const given = givenBy(operation);
    if (given === 'rows') forms.set(id, 'csv');
    else if (given === 'text') forms.set(id, 'text');
    steps.push(step);
    tasks.push(task);
  }
  const asking = steps.filter(({ operation }) => operation === 'model').length;
  if (asking > PLAN_LIMITS.model_steps)
    refused.push(`A plan asks the model at most ${PLAN_LIMITS.model_steps} times, not ${asking}.`);
  const last = steps.find(({ id }) => id === answer.answer);
  if (last === undefined) refused.push(`The plan answers with ${answer.answer.slice(0, 80)}, which is no step.`);
  if (last === undefined || refused.length > 0) return { refused };
  const written = writtenAnswer(last, request.locale);
  const root = written?.id ?? last.id;
  const graph_id = 'model-planned';
  return {
    kora_version: '1.0.0',
    graph_id,
    root,
    tasks: neededBy(root, [...tasks, ...(written === null ? [] : [written])]),
  };
}

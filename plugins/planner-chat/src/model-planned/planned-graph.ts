import { isRecord, type JsonObject, type PlanRequest, type Task, type TaskGraph } from '@kora/contracts';
import { PLANNING_OPERATIONS } from './planning-operations.ts';

/** Most steps that a model may plan. */
const MAX_STEPS = 16;

/** What a model writes: steps that compute, or ask the model again, and the step that answers. */
export const PLAN_SCHEMA: JsonObject = {
  type: 'object',
  properties: {
    steps: {
      type: 'array',
      minItems: 1,
      maxItems: MAX_STEPS,
      items: {
        type: 'object',
        properties: {
          id: { type: 'string', pattern: '^[a-z][a-z0-9_]{0,30}$' },
          operation: { type: 'string', enum: [...PLANNING_OPERATIONS.map(({ name }) => name), 'model'] },
          arguments: { type: 'object', additionalProperties: true },
          prompt: { type: 'string', maxLength: 2_000 },
        },
        required: ['id', 'operation'],
        additionalProperties: false,
      },
    },
    answer: { type: 'string' },
  },
  required: ['steps', 'answer'],
  additionalProperties: false,
};

/** What the model is told before the message. */
export const PLANNING_PROMPT = `You plan, you do not answer. Write a plan as JSON: "steps", each with an "id", an "operation" and its "arguments", and "answer", the id of the step whose result answers the message. Use the result of an earlier step as {"$from": "<its id>"} or, for a part of it, {"$from": "<its id>", "pointer": "/rows"}. The operation "model" has a "prompt" instead of arguments; in its prompt, {{id}} stands for the result of a step. The text of the attachment number n is {"$from": "attachment_n"}. Operations:
${PLANNING_OPERATIONS.map(({ name, arguments: args, gives }) => `- ${name} ${args} gives ${gives}`).join('\n')}`;

/** What is wrong with a model's plan, for people. */
export interface PlanRefused {
  readonly refused: string;
}

type Step = {
  readonly id: string;
  readonly operation: string;
  readonly arguments: JsonObject;
  readonly prompt: string;
};

const NAMES: ReadonlySet<string> = new Set(PLANNING_OPERATIONS.map(({ name }) => name));

function stepOf(value: unknown): Step | null {
  if (!isRecord(value)) return null;
  const { id, operation, arguments: args = {}, prompt = '' } = value;
  if (typeof id !== 'string' || !/^[a-z][a-z0-9_]{0,30}$/.test(id) || id.startsWith('attachment_')) return null;
  if (typeof operation !== 'string' || !isRecord(args) || typeof prompt !== 'string') return null;
  if (operation === 'model' ? prompt.trim() === '' : !NAMES.has(operation)) return null;
  return { id, operation, arguments: args as JsonObject, prompt };
}

/** Ids of the steps that a value refers to. */
function sources(value: unknown, found: Set<string>): Set<string> {
  if (Array.isArray(value)) for (const item of value) sources(item, found);
  else if (isRecord(value)) {
    if (typeof value.$from === 'string') found.add(value.$from);
    for (const item of Object.values(value)) sources(item, found);
  }
  return found;
}

function modelTask({ id, prompt }: Step, request: PlanRequest): Task {
  const pieces = prompt.split(/\{\{\s*([a-z][a-z0-9_]*)\s*\}\}/);
  const content = pieces.map((piece, i) => (i % 2 === 0 ? piece : { $from: piece })).filter((piece) => piece !== '');
  const { model } = request;
  return {
    version: '1.0',
    id,
    name: `Ask the model: ${prompt}`.slice(0, 120).toWellFormed(),
    type: 'model',
    dependencies: [...sources(content, new Set())],
    input: { messages: [{ role: 'user', content }], parameters: request.parameters },
    schema: { type: 'string' },
    budget: request.budget,
    ...(model === null
      ? {}
      : { routing: { model: model.model_id, ...(model.connector === null ? {} : { connector: model.connector }) } }),
  };
}

/**
 * Makes a TaskGraph of a model's plan, or says why not. The graph is a stranger's: whoever runs it validates it like any other,
 * shows it first, and counts the planning call.
 */
export function graphFromModel(answer: unknown, request: PlanRequest): TaskGraph | PlanRefused {
  if (!isRecord(answer) || !Array.isArray(answer.steps) || typeof answer.answer !== 'string') {
    return { refused: 'The model wrote no plan with steps and an answer.' };
  }
  const steps = answer.steps.map(stepOf);
  if (steps.length === 0 || steps.length > MAX_STEPS)
    return { refused: `A plan has 1 to ${MAX_STEPS} steps, not ${steps.length}.` };
  const tasks: Task[] = [];
  const known = new Set<string>();
  for (const [i, { text }] of request.attachments.entries()) {
    const id = `attachment_${i + 1}`;
    known.add(id);
    tasks.push({
      version: '1.0',
      id,
      name: `Attachment ${i + 1}`,
      type: 'deterministic',
      input: { operation: 'value.constant', arguments: { value: text } },
    });
  }
  for (const [i, step] of steps.entries()) {
    if (step === null) return { refused: `Step ${i + 1} of the plan is no operation that Studio knows.` };
    if (known.has(step.id)) return { refused: `Two steps of the plan are called ${step.id}.` };
    const task: Task =
      step.operation === 'model'
        ? modelTask(step, request)
        : {
            version: '1.0',
            id: step.id,
            name: step.operation,
            type: 'deterministic',
            dependencies: [...sources(step.arguments, new Set())],
            input: { operation: step.operation, arguments: step.arguments },
          };
    const missing = (task.dependencies ?? []).find((id) => !known.has(id));
    if (missing !== undefined) return { refused: `Step ${step.id} uses ${missing}, which is no earlier step.` };
    known.add(step.id);
    tasks.push(task);
  }
  if (!known.has(answer.answer)) return { refused: `The plan answers with ${answer.answer}, which is no step.` };
  return { kora_version: '1.0.0', graph_id: 'model-planned', root: answer.answer, tasks };
}

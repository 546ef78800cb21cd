import type { JsonObject } from '@kora/contracts';
import { PLANNING_OPERATIONS } from './planning-operations.ts';

/** Most steps that a model may plan, and most of them that ask a model again. */
export const PLAN_LIMITS = { steps: 16, model_steps: 4 } as const;

/** What a model writes: steps that compute, or ask the model again, and the step that answers. */
export const PLAN_SCHEMA: JsonObject = {
  type: 'object',
  properties: {
    steps: {
      type: 'array',
      minItems: 1,
      maxItems: PLAN_LIMITS.steps,
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

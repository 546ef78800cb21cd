import * as t from 'io-ts';
import { dictionary } from '../codec/dictionary.ts';
import { jsonObject, jsonValue } from '../codec/json-value.ts';
import { finite, integer, literal, oneOf, text } from '../codec/refined.ts';
import { strict, taggedUnion } from '../codec/strict.ts';
import { partialBudgetCodec } from './budget.ts';
import { forEachCodec } from './for-each.ts';
import { guardCodec } from './guard.ts';
import { operationNameCodec, taskIdCodec, timestampCodec, versionCodec } from './identifiers.ts';
import { contentReferenceCodec } from './reference.ts';

export const TASK_TYPES = ['deterministic', 'model', 'aggregation'] as const;
export type TaskType = (typeof TASK_TYPES)[number];
export const taskTypeCodec = oneOf('TaskType', TASK_TYPES);

/** Input of a deterministic or aggregation task: a named operation and its arguments, which may hold references. */
export const operationInputCodec = strict('OperationInput', { operation: operationNameCodec, arguments: jsonObject });
export type OperationInput = t.TypeOf<typeof operationInputCodec>;

/** Sampling parameters. What is absent takes the connector's documented default, which is recorded in telemetry. */
export const modelParametersCodec = strict(
  'ModelParameters',
  {},
  {
    temperature: finite('Temperature', 0, 2),
    top_p: finite('TopP', 0, 1),
    seed: integer('Seed', 0, 4_294_967_294),
    stop: t.readonlyArray(text('StopSequence', 256, 1)),
  },
);
export type ModelParameters = t.TypeOf<typeof modelParametersCodec>;

const contentText = text('ContentText', 4_000_000);

/** One message to a model. Parts are joined without a separator. */
export const messageCodec = strict('Message', {
  role: oneOf('Role', ['system', 'user', 'assistant']),
  content: t.union([contentText, t.readonlyArray(t.union([contentText, contentReferenceCodec]))]),
});
export type Message = t.TypeOf<typeof messageCodec>;

/** Input of a model task. */
export const modelInputCodec = strict(
  'ModelInput',
  { messages: t.readonlyArray(messageCodec) },
  { parameters: modelParametersCodec },
);
export type ModelInput = t.TypeOf<typeof modelInputCodec>;

const label = text('Name', 256);

/** One step of a declared escalation: another model, perhaps of another connector, within the same budget. */
export const escalationStepCodec = strict(
  'EscalationStep',
  { model: text('ModelId', 512, 1) },
  { connector: text('ConnectorId', 64, 1) },
);
export type EscalationStep = t.TypeOf<typeof escalationStepCodec>;

/** What happens when a task fails. Only what is declared here ever happens. */
export const onFailureCodec = t.union([
  oneOf('OnFailure', ['fail', 'skip']),
  strict('Escalate', { escalate: t.readonlyArray(escalationStepCodec) }),
]);
export type OnFailure = t.TypeOf<typeof onFailureCodec>;

/** Hints about where a model task should run. They never override a budget or a policy. */
export const routingCodec = strict(
  'Routing',
  {},
  {
    connector: text('ConnectorId', 64, 1),
    model: text('ModelId', 512, 1),
    priority: oneOf('Priority', ['low', 'normal', 'high']),
  },
);
export type Routing = t.TypeOf<typeof routingCodec>;

/**
 * Lets a model task take an answer that was accepted before, to exactly the same question: the same weights, messages, parameters and
 * schema. Without it every run asks anew.
 */
export const reuseCodec = strict('Reuse', { max_age_s: integer('MaxAge', 1, 31_536_000) });
export type Reuse = t.TypeOf<typeof reuseCodec>;

export const taskMetadataCodec = strict(
  'TaskMetadata',
  {},
  { created_at: timestampCodec, trace_id: text('TraceId', 128, 1), labels: dictionary(label, jsonValue) },
);

const required = { version: versionCodec, id: taskIdCodec };
const optional = {
  name: label,
  dependencies: t.readonlyArray(taskIdCodec),
  for_each: forEachCodec,
  schema: jsonObject,
  budget: partialBudgetCodec,
  when: guardCodec,
  on_failure: onFailureCodec,
  routing: routingCodec,
  metadata: taskMetadataCodec,
};

/** A task as it is written: Task IR 1.1. See docs/contracts/task_ir_contract.md. */
export const taskCodec = taggedUnion('Task', 'type', {
  deterministic: strict(
    'DeterministicTask',
    { ...required, type: literal('deterministic'), input: operationInputCodec },
    optional,
  ),
  aggregation: strict(
    'AggregationTask',
    { ...required, type: literal('aggregation'), input: operationInputCodec },
    optional,
  ),
  model: strict(
    'ModelTask',
    { ...required, type: literal('model'), input: modelInputCodec },
    { ...optional, reuse: reuseCodec },
  ),
});
export type Task = t.TypeOf<typeof taskCodec>;
export type ModelTask = Extract<Task, { readonly type: 'model' }>;
export type OperationTask = Exclude<Task, ModelTask>;

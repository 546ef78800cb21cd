import { hashJson, type Json, mapItemId, type NormalTask } from '@kora/contracts';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { declaredTask, type Evidence, eventsOf, runTaskIds } from '../evidence.ts';
import { violation } from '../requirements.ts';
import { closed } from './closed-schema.ts';

/** Invariant 4: what was accepted is validated again, by nothing but Ajv, against the schema as the contract closes it. */
export function checkSchemaEnforcement(evidence: Evidence): string[] {
  const found: string[] = [];
  const ajv = new Ajv2020({ strict: false });
  for (const id of runTaskIds(evidence)) {
    const task = declaredTask(evidence, id);
    const told = evidence.result.telemetry.tasks.find(({ task_id }) => task_id === id);
    const output = evidence.outputs.get(id);
    if (told?.status === 'success' && output === undefined)
      found.push(violation('schema:answer:word-for-word', `${id} succeeded without an output`));
    if (task === undefined || output === undefined) continue;
    if (task.schema !== undefined && !passed(evidence, id))
      found.push(violation('schema:status:pass-before-success', `${id} was accepted without a passed validation`));
    if (told?.item_count !== undefined) found.push(...assembled(evidence, id, told.item_count, output));
    else {
      if (task.schema !== undefined && !ajv.validate(closed(task.schema), output)) {
        const by = task.type === 'model' ? 'schema:model:accepted-conforms' : 'schema:operation:accepted-conforms';
        found.push(violation(by, `${id}: ${ajv.errorsText()} in ${JSON.stringify(output)}`));
      }
      if (task.type === 'model') found.push(...wordForWord(evidence, id, task, output));
    }
  }
  return [...found, ...finalOutput(evidence)];
}

/** The output of a task that is repeated over a list is the outputs of its items, and null for each that was skipped. */
function assembled({ outputs }: Evidence, id: string, items: number, output: Json): string[] {
  const expected = Array.from({ length: items }, (_, index) => outputs.get(mapItemId(id, index)) ?? null);
  if (hashJson(expected) === hashJson(output)) return [];
  return [violation('schema:answer:word-for-word', `the output of ${id} is not that of its items`)];
}

/** The last validation before the end of the task passed. */
function passed(evidence: Evidence, id: string): boolean {
  const end = eventsOf(evidence, 'task.completed', id)[0]?.seq ?? Number.POSITIVE_INFINITY;
  const verdict = eventsOf(evidence, 'task.validated', id).findLast(({ seq }) => seq < end);
  return verdict?.payload.validation_status === 'pass' && verdict.payload.validation_errors.length === 0;
}

function wordForWord({ calls }: Evidence, id: string, { schema }: NormalTask, output: Json): string[] {
  const call = calls.findLast(({ task_id }) => task_id === id);
  if (call === undefined) return [violation('schema:answer:word-for-word', `${id} has an output and no call`)];
  const wrong = (what: string) => [violation('schema:answer:word-for-word', `the answer of ${id} ${what}`)];
  if (call.finish !== 'stop') return wrong(`ended with ${call.finish}`);
  if (call.tokens_out > call.max_tokens) return wrong(`has ${call.tokens_out} of ${call.max_tokens} tokens`);
  if (call.text.trim() === '') return wrong('is empty');
  if (schema?.type === 'string') return output === call.text ? [] : wrong(`is ${call.text}, accepted is ${output}`);
  try {
    return hashJson(JSON.parse(call.text)) === hashJson(output) ? [] : wrong('is another value than the output');
  } catch (error) {
    return wrong(`is no JSON: ${error}`);
  }
}

function finalOutput({ result, outputs, frozen }: Evidence): string[] {
  const accepted = outputs.get(frozen.graph.root) ?? null;
  const root = result.telemetry.tasks.find(({ task_id }) => task_id === frozen.graph.root);
  const refused = result.error?.details.code === 'KORA_RUN_RESULT_REFUSED';
  const expected = root?.status === 'success' && !refused ? accepted : null;
  if (hashJson(result.final_output) === hashJson(expected)) return [];
  return [violation('schema:root:final-output', `the run gives ${JSON.stringify(result.final_output)}`)];
}

import type { DecodedPlan, Json, PlanRequest } from '@kora/contracts';
import { graphFromModel } from './planned-graph.ts';

/** What a model's plan comes to, with the note that shows it. */
export function decodePlan(answer: Json, request: PlanRequest): DecodedPlan {
  const graph = graphFromModel(answer, request);
  if ('refused' in graph) return { kind: 'refused', reasons: graph.refused };
  const steps = graph.tasks.filter(({ id }) => !id.startsWith('attachment_') && id !== 'written_answer');
  const names = steps.map((task) => (task.type === 'model' ? 'ask the model' : task.input.operation));
  const message = `The model planned ${steps.length === 1 ? 'one step' : `${steps.length} steps`}: ${names.join(', ')}.`;
  return { kind: 'graph', graph, notes: [{ code: 'model_planned', message, details: { plan: answer } }] };
}

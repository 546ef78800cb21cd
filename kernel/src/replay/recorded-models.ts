import {
  type ConnectorDirectory,
  declaredTaskId,
  type ExecutionContext,
  type FrozenGraph,
  type ModelCall,
  type ModelDescriptor,
  type TelemetryBundle,
} from '@kora/contracts';
import type { RecordedCall } from './recorded-call.ts';
import { RecordedConnector } from './recorded-connector.ts';
import type { RecordedRest } from './recorded-state.ts';
import type { Recording } from './recording.ts';

type Hints = ExecutionContext['hints'];
type Route = { readonly connector?: string; readonly model?: string };

/** Ends of a model task for which a model was chosen, and then not asked. */
const NOT_ASKED: ReadonlySet<string | null> = new Set([
  'KORA_BUDGET_BREACHED',
  'KORA_MODEL_CONTEXT_OVERFLOW',
  'KORA_MODEL_REMOTE_REFUSED',
]);

/**
 * The hints that the request must have given, worked out from what was chosen where the graph left the choice open. A
 * request is not archived; where tasks without a model of their own chose differently, none was hinted at.
 */
export function hintsOf(
  graph: FrozenGraph['graph'],
  tasks: TelemetryBundle['tasks'],
  calls: readonly RecordedCall[],
  rests: readonly RecordedRest[] = [],
): Hints {
  const firsts = new Map<string, Pick<ModelCall, 'connector' | 'model_id'>>();
  for (const { task_id, model, reused_from } of tasks)
    if (reused_from !== undefined && model !== null) firsts.set(declaredTaskId(task_id), model);
  for (const { task_id, attempt_index, asked } of calls)
    if (attempt_index === 0) firsts.set(declaredTaskId(task_id), asked.model);
  // What a task found at rest, it had chosen before whatever it asked then; of several rests the first.
  for (const rest of rests.toReversed()) if (rest.attempt_index === 0) firsts.set(declaredTaskId(rest.task_id), rest);
  const models = new Set<string>();
  const connectors = new Set<string>();
  for (const task of graph.tasks) {
    const asked = firsts.get(task.id);
    if (task.type !== 'model' || asked === undefined) continue;
    const steps = typeof task.on_failure === 'object' ? task.on_failure.escalate : [];
    if (steps.some(({ model }) => model === asked.model_id)) continue;
    if (task.routing?.model === undefined) models.add(asked.model_id);
    if (task.routing?.connector === undefined) connectors.add(asked.connector);
  }
  const only = (values: ReadonlySet<string>) => (values.size === 1 ? [...values][0] : undefined);
  const model = only(models);
  const connector = only(connectors);
  return { ...(model === undefined ? {} : { model }), ...(connector === undefined ? {} : { connector }) };
}

function descriptor(connector: string, model_id: string, digest: string | null, remote: boolean): ModelDescriptor {
  const unknown = { quantization: null, size_bytes: null, required_vram_mb: null, loaded: true };
  // Room for everything but what did not fit when it was recorded; see RecordedConnector.countTokens.
  return { connector, model_id, digest, remote, context_tokens: Number.MAX_SAFE_INTEGER, ...unknown };
}

/** The connectors and models that a recorded run used, and no others. */
export function recordedModels(
  graph: FrozenGraph['graph'],
  { tasks }: TelemetryBundle,
  calls: readonly RecordedCall[],
  recording: Recording,
  rests: readonly RecordedRest[] = [],
): { readonly connectors: ConnectorDirectory; readonly hints: Hints } {
  const hints = hintsOf(graph, tasks, calls, rests);
  const models = new Map<string, Map<string, ModelDescriptor>>();
  const add = (connector: string, model: string, digest: string | null, remote = false) => {
    const known = models.get(connector) ?? new Map<string, ModelDescriptor>();
    models.set(connector, known);
    if (!known.has(model)) known.set(model, descriptor(connector, model, digest, remote));
  };
  for (const { asked } of calls) add(asked.model.connector, asked.model.model_id, asked.model.digest);

  // Whoever took an earlier answer had chosen a model and not asked it.
  for (const { reused_from, model } of tasks)
    if (reused_from !== undefined && model !== null) add(model.connector, model.model_id, model.digest);

  // Whoever found a connector at rest had chosen a model of it.
  for (const { connector, model_id, digest } of rests) add(connector, model_id, digest);

  const declared = new Map(graph.tasks.map((task) => [task.id, task]));
  let overflowed = false;
  for (const end of tasks) {
    const task = declared.get(declaredTaskId(end.task_id));
    // A mapped task chooses no model; its items do.
    if (task?.type !== 'model' || end.item_count !== undefined || end.reused_from !== undefined) continue;
    const { error_code, started_at, attempts } = end;
    const steps = typeof task.on_failure === 'object' ? task.on_failure.escalate : [];
    overflowed ||= error_code === 'KORA_MODEL_CONTEXT_OVERFLOW';
    if (!NOT_ASKED.has(error_code) && (started_at === null || attempts.length > 0)) continue;
    const remote = error_code === 'KORA_MODEL_REMOTE_REFUSED';
    const routes: readonly Route[] = [task.routing ?? {}, ...steps];
    for (const { connector, model } of remote ? routes.slice(-1) : routes) {
      const home = connector ?? hints.connector ?? [...models.keys()].sort()[0] ?? 'recorded';
      add(home, model ?? hints.model ?? 'recorded', null, remote);
    }
  }

  const constrained = new Map(
    calls
      .filter(({ asked }) => asked.model.structured_output !== 'none')
      .map(({ asked }) => [asked.model.connector, asked.model.structured_output]),
  );
  const made = new Map(
    [...models].map(([id, known]) => {
      const structured_output = constrained.get(id) ?? 'none';
      return [
        id,
        new RecordedConnector({ id, models: [...known.values()], structured_output, recording, overflowed }),
      ] as const;
    }),
  );
  const ids = [...made.keys()].sort();
  return { hints, connectors: { ids: () => ids, get: async (id) => made.get(id) } };
}

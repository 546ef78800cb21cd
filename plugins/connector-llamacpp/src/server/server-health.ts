import { isRecord, type RuntimeReport } from '@kora/contracts';
import { isKoraError } from '@kora/plugin-sdk';
import type { ServerClient } from './server-client.ts';
import { decodeModels, type ServerModel } from './server-models.ts';
import { decodeProps } from './server-props.ts';

/** A health check that takes longer is an answer too. */
const HEALTH_TIMEOUT_MS = 3000;

const NOTHING = { model_id: '', max_tokens: 0 };
const STATUS_OF_ERROR: ReadonlyMap<string, RuntimeReport['status']> = new Map([
  ['KORA_LLAMACPP_NOT_RUNNING', 'not_running'],
  ['KORA_LLAMACPP_LOADING', 'loading'],
]);

type Told = Pick<RuntimeReport, 'status' | 'message' | 'models' | 'version'>;

/**
 * Asks `/health`, `/props`, the list of models and, of a plain server, `/slots`. None of them loads a model, not even in a router.
 * Rejects only with the caller's reason.
 * @param open makes the client; that it refuses an address is told as the server's state.
 */
export async function serverHealth(open: () => ServerClient, caller: AbortSignal): Promise<RuntimeReport> {
  const deadline = AbortSignal.timeout(HEALTH_TIMEOUT_MS);
  let url: string | null = null;
  const tell = (told: Told): RuntimeReport => ({ name: 'llama-server', url, ...told });
  const trouble = (status: RuntimeReport['status'], message: string) =>
    tell({ status, message, models: null, version: null });
  try {
    const client = open();
    url = client.address;
    return tell(await ask(client, AbortSignal.any([caller, deadline])));
  } catch (error) {
    caller.throwIfAborted();
    if (deadline.aborted)
      return trouble(
        'not_answering',
        `The llama-server at ${url} takes connections and stays silent. Look at its log.`,
      );
    if (!isKoraError(error)) throw error;
    return trouble(STATUS_OF_ERROR.get(error.code) ?? 'failed', error.message);
  }
}

async function ask(client: ServerClient, signal: AbortSignal): Promise<Told> {
  await client.demand('/health', undefined, NOTHING, signal);
  const [propsBody, list] = await Promise.all([
    client.demand('/props', undefined, NOTHING, signal),
    client.demand('/v1/models', undefined, NOTHING, signal),
  ]);
  const { version, isRouter, hasSlots } = decodeProps(propsBody);
  const all = decodeModels(list);
  const models = all.filter(({ state }) => state !== 'failed').length;
  const where = `The llama-server at ${client.address}`;
  if (isRouter) return { version, models, ...routerState(where, all) };
  if (hasSlots && (await isEverySlotTaken(client, signal)))
    return { status: 'busy', message: `${where} is generating; further calls wait.`, models, version };
  return { status: 'ready', message: `${where} is ready.`, models, version };
}

function routerState(where: string, all: readonly ServerModel[]): Pick<RuntimeReport, 'status' | 'message'> {
  const count = (state: ServerModel['state']) => all.filter((model) => model.state === state).length;
  if (all.length === count('failed')) {
    const hint = 'Put GGUF files into its --models-dir and start it again';
    const message = `${where} has no model${all.length === 0 ? '' : ' that it can load'}. ${hint}.`;
    return { status: 'no_model', message };
  }
  if (count('loading') > 0 && count('loaded') === 0)
    return { status: 'loading', message: `${where} is loading a model.` };
  return { status: 'ready', message: `${where} is ready; its models load on demand.` };
}

async function isEverySlotTaken(client: ServerClient, signal: AbortSignal): Promise<boolean> {
  const { status, body } = await client.ask({ path: '/slots' }, signal);
  if (status !== 200 || !Array.isArray(body) || body.length === 0) return false;
  return body.every((slot) => isRecord(slot) && slot.is_processing === true);
}

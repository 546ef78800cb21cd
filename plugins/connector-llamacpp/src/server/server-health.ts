import type { ConnectorHealth } from '@kora/contracts';
import { withinDeadline } from '@kora/plugin-sdk/http';
import { normaliseServerError } from './error-normaliser.ts';
import type { ServerClient } from './server-client.ts';
import { decodeProps } from './server-models.ts';

/** A health check that takes longer is an answer too. */
const HEALTH_TIMEOUT_MS = 5000;

/**
 * Asks `/health`, then `/props` for the version. Neither loads a model, not even in a router.
 * @throws KORA_LLAMACPP_NOT_RUNNING, KORA_LLAMACPP_TRANSPORT, KORA_LLAMACPP_REFUSED.
 */
export async function serverHealth(client: ServerClient, caller: AbortSignal): Promise<ConnectorHealth> {
  return withinDeadline(
    HEALTH_TIMEOUT_MS,
    caller,
    (signal) => askHealth(client, signal),
    () => ({
      status: 'busy',
      message: `The llama-server at ${client.address} does not answer.`,
      runtime_version: null,
    }),
  );
}

async function askHealth(client: ServerClient, signal: AbortSignal): Promise<ConnectorHealth> {
  const health = await client.ask({ path: '/health' }, signal);
  if (health.status !== 200) {
    const context = { server: client.address, model_id: '', max_tokens: 0 };
    const error = normaliseServerError(health.status, health.body, context);
    if (error.code !== 'KORA_LLAMACPP_LOADING') throw error;
    return { status: 'loading', message: error.message, runtime_version: null };
  }
  const props = await client.ask({ path: '/props' }, signal);
  const { version, isRouter } = decodeProps(props.body);
  const message = `The llama-server at ${client.address} is ready${isRouter ? ' and loads models on demand' : ''}.`;
  return { status: 'ready', message, runtime_version: version === null ? null : `llama.cpp ${version}` };
}

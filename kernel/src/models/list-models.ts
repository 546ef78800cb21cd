import type { ConnectorDirectory, ConnectorHealth, ModelDescriptor, ModelList } from '@kora/contracts';
import { isKoraError, type Logger } from '@kora/plugin-sdk';

/** A runtime that does not say what it has within this time is shown as failed; the others do not wait for it. */
const PATIENCE_MS = 5_000;

function failure(error: unknown): ConnectorHealth {
  const message = isKoraError(error) ? error.message : 'It did not answer. Is the runtime behind it running?';
  return { status: 'failed', message, runtime_version: null };
}

async function ask(
  connectors: ConnectorDirectory,
  id: string,
  signal: AbortSignal,
): Promise<[ConnectorHealth, readonly ModelDescriptor[]]> {
  const connector = await connectors.get(id);
  if (connector === undefined) return [failure(undefined), []];
  const health = await connector.health(signal);
  return [health, health.status === 'not_running' ? [] : await connector.models(signal)];
}

/** Asks every connector, all at once, what it has installed. One that fails is listed with the reason. */
export async function listModels(connectors: ConnectorDirectory, log: Logger, signal: AbortSignal): Promise<ModelList> {
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  const answers = await Promise.all(
    connectors.ids().map(async (id) => {
      try {
        const [health, models] = await ask(connectors, id, bounded);
        return { id, health, models };
      } catch (error) {
        log.warn('connector did not answer', {
          connector: id,
          reason: error instanceof Error ? error.message : String(error),
        });
        return { id, health: failure(error), models: [] };
      }
    }),
  );
  return {
    models: answers.flatMap((answer) => answer.models),
    connectors: answers.map(({ id, health }) => ({ id, health })),
  };
}

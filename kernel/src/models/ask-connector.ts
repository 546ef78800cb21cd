import type { Connector, ConnectorHealth, ConnectorSupports, ModelDescriptor } from '@kora/contracts';
import { isKoraError, type Logger } from '@kora/plugin-sdk';

/** What one connector says of itself and of its models. */
export interface ConnectorAnswer {
  readonly health: ConnectorHealth;
  readonly models: readonly ModelDescriptor[];
  /** What it can do; absent for one that is not there. */
  readonly supports?: ConnectorSupports;
}

function failure(error: unknown): ConnectorHealth {
  const message = isKoraError(error)
    ? error.message
    : 'It cannot be used. The log says why; see also `kora plugins list`.';
  return { status: 'failed', message, runtime_version: null };
}

/**
 * Asks a connector how it is and what it has, both at once. What goes wrong is its health. Rejects only with the reason of an
 * aborted signal.
 */
export async function askConnector(
  id: string,
  open: (id: string) => Promise<Connector | undefined>,
  log: Logger,
  signal: AbortSignal,
): Promise<ConnectorAnswer> {
  try {
    const connector = await open(id);
    if (connector === undefined) return { health: failure(undefined), models: [] };
    const { supports } = connector;
    const [health, models] = await Promise.allSettled([connector.health(signal), connector.models(signal)]);
    if (health.status === 'rejected') throw health.reason;
    if (health.value.status === 'not_running') return { health: health.value, models: [], supports };
    if (models.status === 'fulfilled') return { health: health.value, models: models.value, supports };
    // A runtime that says what is wrong with it cannot be expected to list models as well.
    if (health.value.status !== 'ready') return { health: health.value, models: [], supports };
    throw models.reason;
  } catch (error) {
    signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    log.warn('connector did not answer', { connector: id, reason });
    return { health: failure(error), models: [] };
  }
}

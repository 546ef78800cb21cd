import type { ConnectorHealth } from '@kora/contracts';

/**
 * The health of a connector that reaches one runtime, which is then listed by its name and address.
 * @param url base URL; null when it could not be told.
 */
export function healthOfOne(name: string, url: string | null, health: ConnectorHealth): ConnectorHealth {
  const { status, message, runtime_version } = health;
  return { ...health, runtimes: [{ name, url, version: runtime_version, status, models: null, message }] };
}

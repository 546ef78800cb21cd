import type { Connector, ConnectorDirectory } from '@kora/contracts';

/** A directory of connectors that already exist. @throws RangeError when two have the same id. */
export function connectorDirectory(connectors: readonly Connector[]): ConnectorDirectory {
  const byId = new Map(connectors.map((connector) => [connector.id, connector]));
  if (byId.size !== connectors.length) throw new RangeError('connectorDirectory: two connectors have the same id');
  const ids = [...byId.keys()].sort();
  return { ids: () => ids, get: async (id) => byId.get(id) };
}

export { allowsHost, baseOf, type RuntimeAddress, runtimeAddress } from './address/runtime-address.ts';
export { closingConnection } from './client/closing-connection.ts';
export { ConnectorLifetime } from './client/connector-lifetime.ts';
export {
  type RuntimeAnswer,
  RuntimeClient,
  type RuntimeClientOptions,
  type RuntimeQuestion,
} from './client/runtime-client.ts';
export { type TransportFault, transportFault } from './client/transport-fault.ts';
export { withinDeadline } from './client/within-deadline.ts';
export { healthOfOne } from './discovery/health-of-one.ts';
export { RuntimeFinder, type RuntimeKind } from './discovery/runtime-finder.ts';
export type { Broken, ResponseBody } from './wire/body.ts';
export { positive, whole, words } from './wire/fields.ts';
export { findServerError, type ServerError } from './wire/find-server-error.ts';
export { parseJson } from './wire/parse-json.ts';
export { readNdjson } from './wire/read-ndjson.ts';
export { readServerEvents, type ServerEvent } from './wire/read-server-events.ts';

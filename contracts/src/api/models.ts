import * as t from 'io-ts';
import { integer, oneOf, text } from '../codec/refined.ts';
import { strict } from '../codec/strict.ts';
import { CONNECTOR_STATES } from '../extension-points/connector/v1/connector.ts';

const name = text('Name', 512);
const count = integer('Count', 0);
const nullable = <A>(codec: t.Type<A>) => t.union([codec, t.null]);

/** A `ModelDescriptor` as it goes over the wire. */
export const modelDescriptorCodec = strict(
  'ModelDescriptor',
  {
    model_id: name,
    connector: name,
    digest: nullable(name),
    quantization: nullable(name),
    context_tokens: nullable(count),
    size_bytes: nullable(count),
    required_vram_mb: nullable(count),
    loaded: t.boolean,
    remote: t.boolean,
  },
  { remote_allowed: t.boolean },
);

/** A `ConnectorHealth` as it goes over the wire. */
export const connectorHealthCodec = strict('ConnectorHealth', {
  status: oneOf('ConnectorState', CONNECTOR_STATES),
  message: text('Message', 10_000),
  runtime_version: nullable(name),
});

/** Answer to `GET /models`: what every connector has installed. A connector that is not ready says why. */
export const modelListCodec = strict('ModelList', {
  models: t.readonlyArray(modelDescriptorCodec),
  connectors: t.readonlyArray(strict('ConnectorReport', { id: name, health: connectorHealthCodec })),
});
export type ModelList = t.TypeOf<typeof modelListCodec>;

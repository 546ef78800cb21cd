import * as t from 'io-ts';
import { integer, oneOf, text } from '../codec/refined.ts';
import { strict } from '../codec/strict.ts';
import { CONNECTOR_STATES } from '../extension-points/connector/v1/connector.ts';
import { structuredOutputCodec } from '../run/event.ts';

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

const state = oneOf('ConnectorState', CONNECTOR_STATES);
const message = text('Message', 10_000);

/** A `RuntimeReport` as it goes over the wire. */
export const runtimeReportCodec = strict('RuntimeReport', {
  name,
  url: nullable(text('Url', 2048)),
  version: nullable(name),
  status: state,
  models: nullable(count),
  message,
});

/** A `ConnectorHealth` as it goes over the wire. */
export const connectorHealthCodec = strict(
  'ConnectorHealth',
  { status: state, message, runtime_version: nullable(name) },
  { runtimes: t.readonlyArray(runtimeReportCodec) },
);

/** `ConnectorSupports` as they go over the wire; absent for a connector that is not there. */
export const connectorSupportsCodec = strict('ConnectorSupports', {
  streaming: t.boolean,
  structured_output: structuredOutputCodec,
  seed: t.boolean,
  token_counting: t.boolean,
  thinking: t.boolean,
  embeddings: t.boolean,
  pull: t.boolean,
  unload: t.boolean,
});

/** Query of `GET /models` and `GET /runtimes`: how long to wait for a runtime that is slow. Without it, a moment. */
export const modelsQueryCodec = strict('ModelsQuery', {}, { wait_ms: integer('WaitMs', 0, 60_000) });

/**
 * Answer to `GET /models`: what every connector has installed. A connector that is not ready says why. One that is
 * `not_answering` is listed with the models that it had when it last answered; asking again gets them when it has.
 */
export const modelListCodec = strict('ModelList', {
  models: t.readonlyArray(modelDescriptorCodec),
  connectors: t.readonlyArray(
    strict('ConnectorReport', { id: name, health: connectorHealthCodec }, { supports: connectorSupportsCodec }),
  ),
});
export type ModelList = t.TypeOf<typeof modelListCodec>;

/** Answer to `GET /runtimes`: every runtime that was found, by the connector that knows it, and who else answers. */
export const runtimeListCodec = strict('RuntimeList', {
  runtimes: t.readonlyArray(strict('FoundRuntime', { connector: name, runtime: runtimeReportCodec })),
  /** Programs on ports where runtimes are often found that no connector recognises; one that has not answered may be a busy runtime. */
  others: t.readonlyArray(strict('OtherProgram', { url: text('Url', 2048), answered: t.boolean, message })),
});
export type RuntimeList = t.TypeOf<typeof runtimeListCodec>;

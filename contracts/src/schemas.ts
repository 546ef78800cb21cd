import type * as t from 'io-ts';
import { executeRequestCodec } from './api/execute.ts';
import { catalogCodec } from './catalog/catalog.ts';
import type { JsonObject } from './codec/json.ts';
import { jsonSchemaOf } from './codec/json-schema.ts';
import { manifestCodec, signatureCodec, trustStoreCodec } from './manifest/manifest.ts';
import { errorBodyCodec } from './run/error-body.ts';
import { modelDeltaCodec, runEventCodec } from './run/event.ts';
import { modelLoadingCodec, modelQueuedCodec, runQueuedCodec } from './run/live-event.ts';
import { executionResultCodec } from './run/result.ts';
import { telemetryBundleCodec } from './run/telemetry.ts';
import { taskGraphCodec } from './task-graph/graph.ts';

const codecs: Readonly<Record<string, t.Mixed>> = {
  'task-graph': taskGraphCodec,
  'execute-request': executeRequestCodec,
  'execution-result': executionResultCodec,
  'telemetry-bundle': telemetryBundleCodec,
  'run-event': runEventCodec,
  'model-delta': modelDeltaCodec,
  'model-queued': modelQueuedCodec,
  'run-queued': runQueuedCodec,
  'model-loading': modelLoadingCodec,
  'error-body': errorBodyCodec,
  'plugin-manifest': manifestCodec,
  'plugin-signature': signatureCodec,
  'trust-store': trustStoreCodec,
  catalog: catalogCodec,
};

/** The JSON Schemas of everything that crosses a boundary, by file name without `.schema.json`. */
export function contractSchemas(): ReadonlyMap<string, JsonObject> {
  return new Map(Object.entries(codecs).map(([name, codec]) => [name, jsonSchemaOf(codec)]));
}

import * as t from 'io-ts';
import { finite, oneOf, text } from '../codec/refined.ts';
import { strict } from '../codec/strict.ts';
import { capabilitiesCodec, contributionsCodec } from '../manifest/manifest.ts';
import { errorBodyCodec } from '../run/error-body.ts';

const name = text('Name', 512);
const nullable = <A>(codec: t.Type<A>) => t.union([codec, t.null]);

/** Where a plugin stands. `blocked`: verified, but a token that it requires has no provider, or it is part of a cycle. */
export const PLUGIN_STATES = ['verified', 'active', 'refused', 'failed', 'blocked'] as const;
export type PluginState = (typeof PLUGIN_STATES)[number];

/** One installed plugin folder. Fields of the manifest are null when the manifest itself could not be read. */
export const pluginStatusCodec = strict('PluginStatus', {
  id: name,
  version: nullable(name),
  publisher: nullable(name),
  state: oneOf('PluginState', PLUGIN_STATES),
  error: nullable(errorBodyCodec),
  contributes: nullable(contributionsCodec),
  requires: t.readonlyArray(name),
  provides: t.readonlyArray(name),
  capabilities: nullable(capabilitiesCodec),
  activation_ms: nullable(finite('Duration', 0, 1e12)),
});
export type PluginStatus = t.TypeOf<typeof pluginStatusCodec>;

/** Answer to `GET /plugins`. */
export const pluginListCodec = strict('PluginList', { plugins: t.readonlyArray(pluginStatusCodec) });
export type PluginList = t.TypeOf<typeof pluginListCodec>;

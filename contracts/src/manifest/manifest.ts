import * as t from 'io-ts';
import { dictionary } from '../codec/dictionary.ts';
import { oneOf, pattern, text } from '../codec/refined.ts';
import { strict } from '../codec/strict.ts';
import { sha256Codec, versionCodec } from '../task-graph/identifiers.ts';

export const pluginIdCodec = pattern(
  'PluginId',
  /^[a-z][a-z0-9]*(-[a-z0-9]+){0,7}$/,
  'lower-case words joined by hyphens, such as connector-ollama',
);

/** A path inside a plugin's folder: relative, forward slashes, no segment that climbs or hides. */
export const pluginPathCodec = pattern(
  'PluginPath',
  /^(?!.{513})(?:@?[A-Za-z0-9_][A-Za-z0-9._+-]*\/)*@?[A-Za-z0-9_][A-Za-z0-9._+-]*$/,
  'a relative path below the plugin folder',
);

const contributionId = pattern('ContributionId', /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/, '1 to 128 of A-Z a-z 0-9 . _ -');
const ids = t.readonlyArray(contributionId);
const tokenName = pattern(
  'TokenName',
  /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/,
  'dotted lower-case words such as kora.logger',
);

/** What a plugin adds, by extension point. What `init` returns must match it exactly. */
export const contributionsCodec = strict(
  'Contributions',
  {},
  {
    backends: ids,
    connectors: ids,
    planners: ids,
    operations: ids,
    exporters: ids,
    panels: ids,
    routes: t.readonlyArray(text('Route', 256, 1)),
    commands: ids,
  },
);
export type ManifestContributions = t.TypeOf<typeof contributionsCodec>;

/** What a plugin may reach. What is not granted throws. */
export const capabilitiesCodec = strict(
  'Capabilities',
  {},
  {
    hosts: t.readonlyArray(text('Host', 253, 1)),
    storage: t.boolean,
    child_process: t.boolean,
    /** May plan and start runs in the user's name. */
    runs: t.boolean,
  },
);

/** `plugin.json`. See docs/contracts and docs/guides/plugins.md. */
export const manifestCodec = strict('PluginManifest', {
  manifest_version: oneOf('ManifestVersion', ['1.0']),
  id: pluginIdCodec,
  version: versionCodec,
  publisher: pattern('Publisher', /^[a-z][a-z0-9-]{0,63}$/, 'a lower-case name'),
  name: text('PluginName', 128, 1),
  description: text('Description', 1024),
  license: text('License', 128, 1),
  /** Range of contract versions that it works with, such as ^1.0.0. */
  contract: text('ContractRange', 64, 1),
  /** The ES module that exports the plugin definition as `plugin`. */
  entry: pluginPathCodec,
  /** Names of the tokens that it needs. */
  requires: t.readonlyArray(tokenName),
  /** Names of the tokens that it gives to others. */
  provides: t.readonlyArray(tokenName),
  contributes: contributionsCodec,
  capabilities: capabilitiesCodec,
  /** Every file of the plugin except plugin.json and plugin.sig.json, with its SHA-256. */
  files: dictionary(pluginPathCodec, sha256Codec),
});
export type PluginManifest = t.TypeOf<typeof manifestCodec>;

const base64url = pattern('Base64Url', /^[A-Za-z0-9_-]{1,4096}$/, 'base64url');

/** `plugin.sig.json`: a flattened JWS with detached payload (RFC 7515, appendix F); the payload is plugin.json's bytes. */
export const signatureCodec = strict('PluginSignature', { protected: base64url, signature: base64url });
export type PluginSignature = t.TypeOf<typeof signatureCodec>;

/** `configs/trusted-publishers.json`. */
export const trustStoreCodec = strict('TrustStore', {
  version: oneOf('TrustStoreVersion', ['1.0']),
  publishers: t.readonlyArray(
    strict('TrustedPublisher', {
      publisher: text('Publisher', 64, 1),
      keys: t.readonlyArray(
        strict('TrustedKey', {
          /** RFC 7638 thumbprint of the key. */
          kid: base64url,
          /** Ed25519 public key, base64url of 32 bytes. */
          x: base64url,
          status: oneOf('KeyStatus', ['trusted', 'revoked']),
          origin: oneOf('KeyOrigin', ['release', 'local-build', 'user']),
        }),
      ),
    }),
  ),
});
export type TrustStore = t.TypeOf<typeof trustStoreCodec>;

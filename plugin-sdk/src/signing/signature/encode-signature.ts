import type { PluginSignature } from '@kora/contracts';

/**
 * The one way to write a signature as bytes. The verifier accepts no other, so that no byte of `plugin.sig.json` can
 * change unnoticed, not even white space.
 */
export function encodeSignature(signature: PluginSignature): Uint8Array {
  const { protected: header, signature: value } = signature;
  return new TextEncoder().encode(`${JSON.stringify({ protected: header, signature: value })}\n`);
}

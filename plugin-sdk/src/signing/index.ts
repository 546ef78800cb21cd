export { type IssueJson, type RejectionKind, signingErrors } from './errors.ts';
export {
  type IrregularEntry,
  type IrregularReason,
  listPluginFiles,
  MAX_ENTRIES,
  MAX_FILE_BYTES,
  type PluginFile,
  type PluginListing,
} from './files/list-plugin-files.ts';
export { MANIFEST_FILE, SIGNATURE_FILE } from './files/names.ts';
export { sha256OfBytes, sha256OfFile } from './files/sha256.ts';
export {
  createSigningKey,
  decodePrivateJwk,
  decodePublicKey,
  type PrivateJwk,
  type PublicKey,
  privateJwkCodec,
  publicKeyCodec,
  publicKeyOf,
  type SigningKey,
} from './keys/signing-key.ts';
export { decodeManifest } from './manifest/decode-manifest.ts';
export { signPlugin } from './sign/sign-plugin.ts';
export { type ManifestWithoutFiles, writeManifest } from './sign/write-manifest.ts';
export { decodeSignature } from './signature/decode-signature.ts';
export { encodeSignature } from './signature/encode-signature.ts';
export type { PluginEvidence } from './verify/evidence.ts';
export { gatherEvidence, MAX_MANIFEST_BYTES, MAX_SIGNATURE_BYTES } from './verify/gather-evidence.ts';
export type { VerificationPolicy } from './verify/policy.ts';
export type { Rejection, Verdict, VerifiedPlugin } from './verify/verdict.ts';
export { verifyPlugin } from './verify/verify-plugin.ts';

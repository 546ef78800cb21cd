/** The manifest, at the root of a plugin's folder. */
export const MANIFEST_FILE = 'plugin.json';

/** The signature over the manifest's bytes, beside it. */
export const SIGNATURE_FILE = 'plugin.sig.json';

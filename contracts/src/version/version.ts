/** Version of the contracts that this package implements. */
export const CONTRACT_VERSION = '1.0.0';
/** Version of the KORA task format; majors must match. */
export const KORA_VERSION = '1.0.0';
/** Version of the local HTTP API. */
export const API_VERSION = '1.0';

/** What a version mismatch tells on the wire. */
export interface VersionMismatch {
  readonly declared: string;
  readonly supported: string;
}

/**
 * Compares a declared version with the one that is implemented. Majors must match; minor and patch may differ, because
 * changes within a major are backward compatible. There is no silent downgrade.
 * @returns the mismatch, or null when the versions are compatible.
 */
export function versionMismatch(declared: string, supported: string): VersionMismatch | null {
  return declared.split('.')[0] === supported.split('.')[0] ? null : { declared, supported };
}

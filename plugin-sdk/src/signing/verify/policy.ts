/** What this Studio accepts, apart from whom it trusts. */
export interface VerificationPolicy {
  /** Version of the contracts that this Studio implements, such as 1.0.0. */
  readonly contractVersion: string;
  /** The highest version of this plugin that was ever accepted here; null when it is new. */
  readonly highestInstalledVersion: string | null;
  /** When present, only plugins of these publishers may run (`--safe-mode`). */
  readonly allowedPublishers?: readonly string[];
}

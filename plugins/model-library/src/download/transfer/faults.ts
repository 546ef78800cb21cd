/** Something that may be gone at the next attempt. */
export class TemporaryFault extends Error {
  override readonly name = 'TemporaryFault';
  /** How long the server asked to be left alone, in ms. */
  readonly retry_after_ms: number | null;

  constructor(message: string, retry_after_ms: number | null = null, cause?: unknown) {
    super(message, { cause });
    this.retry_after_ms = retry_after_ms;
  }
}

/** The remote file, or the address that it was last seen at, is no longer what it was: ask again from the start. */
export class RemoteChanged extends Error {
  override readonly name: string = 'RemoteChanged';
}

/** One file of a split model is another one than before: the others may be, too. */
export class ModelChanged extends RemoteChanged {}

/** No attempt of several in a row brought anything. */
export class InterruptedTransfer extends Error {
  override readonly name = 'InterruptedTransfer';
  readonly attempts: number;

  constructor(attempts: number, reason: string, cause: unknown) {
    super(reason, { cause });
    this.attempts = attempts;
  }
}

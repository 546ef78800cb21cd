import type { ErrorBody } from '@kora/contracts';

/** An answer of the local API that is an error, or no answer at all (`offline`). */
export class ApiError extends Error {
  readonly body: ErrorBody;
  /** HTTP status; 0 when Studio could not be reached. */
  readonly status: number;

  constructor(status: number, body: ErrorBody) {
    super(body.message);
    this.name = 'ApiError';
    this.status = status;
    this.body = body;
  }

  /** True when Studio could not be reached. */
  get offline(): boolean {
    return this.status === 0;
  }

  /** The documented code, such as KORA_RUN_NOT_FOUND; empty when there is none. */
  get code(): string {
    const { code } = this.body.details;
    return typeof code === 'string' ? code : '';
  }
}

/** Whatever was thrown, as one sentence for a person. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'Something went wrong.';
}

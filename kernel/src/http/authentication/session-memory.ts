/** A secret that was handed out, as it may be kept: by its digest, with its end in milliseconds since the epoch. */
export interface KeptSecret {
  readonly digest: string;
  readonly expires: number;
}

/** What is kept of browser sessions between two starts. */
export interface KeptSessions {
  /** Digest of the API token that was in force: another token ends every session, also while Studio was not running. */
  readonly token_digest: string;
  readonly sessions: readonly KeptSecret[];
}

/** Keeps sessions, so that a restart does not shut people out. Knows no secret. */
export interface SessionMemory {
  /** What was kept before this start; null when there was nothing of use. */
  readonly before: KeptSessions | null;
  /** Keeps these from now on, in its own time. */
  keep(sessions: KeptSessions): void;
  /** Resolves when everything is kept. */
  close(): Promise<void>;
}

/** Sessions that end with the process. */
export const forgetful: SessionMemory = { before: null, keep: () => {}, close: async () => {} };

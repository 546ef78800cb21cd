import { httpErrors } from '../errors.ts';
import { digestOf, newSecret } from './secrets.ts';
import type { KeptSecret } from './session-memory.ts';

interface Entry {
  readonly expires: number;
  readonly revocation: AbortController;
}

/** Secrets that were handed out for a time: one-time links and browser sessions. Only digests are kept. */
export class ExpiringSecrets {
  readonly #entries = new Map<string, Entry>();
  readonly #lifetime: number;
  readonly #most: number;
  readonly #changed: (kept: readonly KeptSecret[]) => void;

  /**
   * @param lifetime in milliseconds. @param most how many may be valid at once; the oldest gives way.
   * @param changed told all that is valid whenever that is something else.
   */
  constructor(lifetime: number, most: number, changed: (kept: readonly KeptSecret[]) => void = () => {}) {
    this.#lifetime = lifetime;
    this.#most = most;
    this.#changed = changed;
  }

  /** Takes back what was handed out before a restart, as far as it is still valid. */
  restore(kept: readonly KeptSecret[]): void {
    const now = Date.now();
    const valid = kept.filter(({ expires }) => expires > now && expires <= now + this.#lifetime);
    for (const { digest, expires } of valid.slice(-this.#most))
      this.#entries.set(digest, { expires, revocation: new AbortController() });
  }

  /** Hands out a new secret. `expires` is in milliseconds since the epoch. */
  issue(): { secret: string; expires: number } {
    const secret = newSecret();
    const expires = Date.now() + this.#lifetime;
    for (const [digest, entry] of this.#entries) {
      if (entry.expires <= Date.now() || this.#entries.size >= this.#most) this.#drop(digest, entry);
    }
    this.#entries.set(digestOf(secret), { expires, revocation: new AbortController() });
    this.#tell();
    return { secret, expires };
  }

  /** @returns the signal that says when the secret stops being valid, or null when it is not valid now. */
  check(secret: string): AbortSignal | null {
    const digest = digestOf(secret);
    const entry = this.#entries.get(digest);
    if (entry === undefined) return null;
    if (entry.expires > Date.now()) return entry.revocation.signal;
    this.#drop(digest, entry);
    return null;
  }

  /** @returns whether the secret was valid; it is not any more. */
  revoke(secret: string): boolean {
    const valid = this.check(secret) !== null;
    const digest = digestOf(secret);
    const entry = this.#entries.get(digest);
    if (entry !== undefined) this.#drop(digest, entry);
    return valid;
  }

  revokeAll(): void {
    for (const [digest, entry] of this.#entries) this.#drop(digest, entry);
  }

  #drop(digest: string, entry: Entry): void {
    this.#entries.delete(digest);
    entry.revocation.abort(httpErrors.KORA_HTTP_UNAUTHENTICATED({}));
    this.#tell();
  }

  #tell(): void {
    this.#changed([...this.#entries].map(([digest, { expires }]) => ({ digest, expires })));
  }
}

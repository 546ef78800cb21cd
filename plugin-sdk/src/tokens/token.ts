/**
 * Names a service that a plugin may ask for. Tokens are compared by name, so that copies of this SDK agree.
 * `description` appears in errors and in `kora plugins list`.
 */
export interface Token<T> {
  readonly name: string;
  readonly description: string;
  /** Carries the type; never present at run time. */
  readonly __type?: T;
}

export function createToken<T>(name: string, description: string): Token<T> {
  return Object.freeze({ name, description });
}

/** One thing that was looked at. `problem` makes the verb fail, `hint` does not. */
export interface Check {
  readonly check: string;
  readonly verdict: 'ok' | 'hint' | 'problem';
  readonly message: string;
}

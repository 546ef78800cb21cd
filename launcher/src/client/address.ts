/** Where a running Studio is, and what it asks for. */
export interface StudioAddress {
  /** Such as `http://127.0.0.1:4790`. */
  readonly url: string;
  /** The bearer token of the data root. */
  readonly token: string;
}

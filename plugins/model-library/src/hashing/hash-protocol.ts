/** What the thread is asked, one thing at a time. `hash` names a running hash, `job` the question. */
export type HashRequest =
  /** Adds the bytes [from, to) of an open file; answered by how many of them were there. */
  | {
      readonly type: 'add';
      readonly job: number;
      readonly hash: number;
      readonly fd: number;
      readonly from: number;
      readonly to: number;
    }
  /** Ends a hash; answered by its SHA-256 in hexadecimal. */
  | { readonly type: 'digest'; readonly job: number; readonly hash: number }
  /** Forgets a hash; not answered. */
  | { readonly type: 'drop'; readonly hash: number };

/** `code` is that of a file system error. */
export type HashAnswer =
  | { readonly type: 'added'; readonly job: number; readonly bytes: number }
  | { readonly type: 'digest'; readonly job: number; readonly sha256: string }
  | { readonly type: 'failed'; readonly job: number; readonly code: string; readonly message: string };

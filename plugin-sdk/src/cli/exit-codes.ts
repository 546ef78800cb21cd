/** What `kora-plugin` exits with. Documented in the README. */
export const EXIT = {
  /** It is done; for `verify`, the plugin may be loaded. */
  done: 0,
  /** The plugin is refused, or is not fit to be signed. */
  refused: 1,
  /** Wrong arguments, or a file that cannot be read, decoded or written. */
  usage: 2,
  /** A fault of kora-plugin itself. */
  fault: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Code that takes a handling away again: `find` stands exactly once in the file, and `replace` is what the trap would get. */
export interface Undoing {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** A habit of a model runtime that costs a user something unless a connector knows of it. */
export interface Trap {
  /** The chapter of the study of the runtimes in which it was found, such as `1.5`. */
  readonly section: string;
  /** What the runtime does, in a sentence. */
  readonly trap: string;
  /** Where it is handled, and how that can be undone. */
  readonly handled: Undoing;
  /** The test that fails then. */
  readonly test: { readonly file: string; readonly title: string };
}

/** Something that the study says of a runtime and that needs no handling. */
export interface Fact {
  readonly section: string;
  readonly fact: string;
  readonly why: string;
}

/**
 * Traps of one package, whose sources and tests are named from its folders `src` and `test` on. A source in another package
 * is named from the root on.
 */
export function within(folder: string) {
  return (
    section: string,
    trap: string,
    [source, find, replace]: readonly [source: string, find: string, replace: string],
    [test, title]: readonly [test: string, title: string],
  ): Trap => ({
    section,
    trap,
    handled: { file: source.includes('/src/') ? source : `${folder}/src/${source}`, find, replace },
    test: { file: `${folder}/test/${test}`, title },
  });
}

import { type OperationDescriptor, type OperationLibrary, sha256Hex } from '@kora/contracts';
import type { LibrarySet, LibraryText } from '../pool/segment.ts';

/** The operations that a run may use: by name, and as the text that workers get. */
export interface Operations {
  readonly byName: ReadonlyMap<string, OperationDescriptor>;
  readonly set: LibrarySet;
}

function textOf({ id, script, operations }: OperationLibrary): LibraryText {
  return {
    id,
    filename: script.filename,
    source: script.source,
    operations: operations.map((operation) => ({
      name: operation.name,
      version: operation.version,
      arguments: JSON.stringify(operation.arguments),
      result: JSON.stringify(operation.result),
    })),
  };
}

/** Turns libraries into text for the workers, and remembers the last ones: they rarely change between runs. */
export class OperationsCache {
  #libraries: readonly OperationLibrary[] = [];
  #operations: Operations | null = null;

  of(libraries: readonly OperationLibrary[]): Operations {
    const same = libraries.length === this.#libraries.length && libraries.every((l, i) => l === this.#libraries[i]);
    if (same && this.#operations !== null) return this.#operations;
    const json = JSON.stringify(libraries.map(textOf));
    this.#libraries = [...libraries];
    this.#operations = {
      byName: new Map(
        libraries.flatMap(({ operations }) => operations.map((operation) => [operation.name, operation])),
      ),
      set: { key: sha256Hex(json), json },
    };
    return this.#operations;
  }
}

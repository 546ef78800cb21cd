import type { LibrarySet, LibraryText } from '../pool/segment.ts';
import type { SchemaCompiler, Validator } from '../schema/schema-compiler.ts';
import { type OperationAnswer, Realm } from './realm.ts';

/** An operation that is ready to be called. */
export interface ReadyOperation {
  readonly arguments: Validator;
  readonly result: Validator;
  call(json: string): OperationAnswer;
}

type Entry = { readonly library: LibraryText; readonly operation: LibraryText['operations'][number] };

/** Something is wrong with a library itself, not with the task that wanted it. */
export class LibraryFault extends Error {}

/**
 * The operations of one set of libraries. Each library has a realm of its own, made at the first use of one of its
 * operations: what one library does to its built-ins cannot reach another.
 */
export class OperationTable {
  readonly key: string;
  readonly #entries = new Map<string, Entry>();
  readonly #realms = new Map<string, Realm>();
  readonly #ready = new Map<string, ReadyOperation>();
  readonly #schemas: SchemaCompiler;

  constructor(set: LibrarySet, schemas: SchemaCompiler) {
    this.key = set.key;
    this.#schemas = schemas;
    const libraries: readonly LibraryText[] = JSON.parse(set.json);
    for (const library of libraries) {
      for (const operation of library.operations) this.#entries.set(operation.name, { library, operation });
    }
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** The schema of an operation's arguments. @throws LibraryFault when it does not compile. */
  argumentsOf(name: string): Validator | null {
    const entry = this.#entries.get(name);
    return entry === undefined ? null : this.#validator(entry, 'arguments');
  }

  /** @returns null for an operation that no library has. @throws LibraryFault when its library cannot be used. */
  find(name: string): ReadyOperation | null {
    const known = this.#ready.get(name);
    if (known !== undefined) return known;
    const entry = this.#entries.get(name);
    if (entry === undefined) return null;
    const realm = this.#realmOf(entry.library);
    const ready: ReadyOperation = {
      arguments: this.#validator(entry, 'arguments'),
      result: this.#validator(entry, 'result'),
      call: (json) => realm.call(name, json),
    };
    this.#ready.set(name, ready);
    return ready;
  }

  #realmOf(library: LibraryText): Realm {
    const known = this.#realms.get(library.id);
    if (known !== undefined) return known;
    try {
      const realm = new Realm(library);
      this.#realms.set(library.id, realm);
      return realm;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new LibraryFault(`operation library ${library.id} cannot be loaded: ${reason}`);
    }
  }

  #validator({ library, operation }: Entry, part: 'arguments' | 'result'): Validator {
    const compiled = this.#schemas.compile(operation[part], { closed: false, thorough: false });
    if (compiled.validator !== null) return compiled.validator;
    const [problem] = compiled.problems;
    throw new LibraryFault(
      `the ${part} schema of ${operation.name} in library ${library.id} ${problem?.message ?? 'is wrong'}`,
    );
  }
}

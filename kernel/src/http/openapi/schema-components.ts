import { isRecord, type Json, type JsonObject, jsonSchemaOf } from '@kora/contracts';
import type * as t from 'io-ts';

/** Keywords whose value is data: a "$ref" in there is nobody's reference. */
const DATA = new Set(['const', 'enum', 'default', 'examples', 'example']);
const componentName = (name: string) => name.replaceAll(/[^A-Za-z0-9._-]/g, '_');

function moveReferences(value: Json, move: (reference: string) => string): Json {
  if (Array.isArray(value)) return value.map((item) => moveReferences(item, move));
  if (!isRecord(value)) return value;
  const entries = Object.entries(value as JsonObject).map(([key, entry]): [string, Json] => {
    if (key === '$ref' && typeof entry === 'string') return [key, move(entry)];
    return [key, DATA.has(key) ? entry : moveReferences(entry, move)];
  });
  return Object.fromEntries(entries);
}

/** Collects the schemas of a document under `#/components/schemas`, each once. */
export class SchemaComponents {
  readonly #schemas = new Map<string, Json>();

  /** Adds the schema of a codec under its name and returns a reference to it. */
  codec(codec: t.Mixed): JsonObject {
    return this.schema(codec.name, () => jsonSchemaOf(codec), '');
  }

  /**
   * Adds a schema whose references are relative to itself. Its `$defs` become components of their own, named behind
   * `prefix`, because a reference in an OpenAPI document starts at the document.
   */
  schema(name: string, make: () => JsonObject, prefix = `${name}.`): JsonObject {
    const own = componentName(name);
    const base = `#/components/schemas/${own}`;
    if (!this.#schemas.has(own)) {
      // Before the work, so that whatever is named like it finds it there.
      this.#schemas.set(own, {});
      const { $schema, $defs, $id, ...schema } = make();
      const move = (reference: string) => {
        const [, definition] = /^#\/\$defs\/([^/]+)$/.exec(reference) ?? [];
        if (definition !== undefined) return `#/components/schemas/${componentName(prefix + definition)}`;
        return reference.startsWith('#') ? base + reference.slice(1) : reference;
      };
      for (const [key, definition] of Object.entries(isRecord($defs) ? ($defs as JsonObject) : {})) {
        this.#schemas.set(componentName(prefix + key), moveReferences(definition, move));
      }
      this.#schemas.set(own, moveReferences(schema, move));
    }
    return { $ref: base };
  }

  toJson(): JsonObject {
    return Object.fromEntries([...this.#schemas].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

import type * as t from 'io-ts';
import type { Json, JsonObject } from './json.ts';

type Tagged = t.Mixed & {
  readonly _tag?: string;
  readonly schema?: JsonObject;
  readonly required?: t.Props;
  readonly optional?: t.Props;
  readonly members?: Record<string, t.Mixed>;
  readonly types?: readonly t.Mixed[];
  readonly type?: t.Mixed;
  readonly domain?: t.Mixed;
  readonly codomain?: t.Mixed;
  readonly value?: Json;
  runDefinition?(): t.Mixed;
};

/**
 * Derives a JSON Schema 2020-12 document from a codec, so that codec and schema cannot drift apart.
 * Recursive codecs become `$defs`.
 * @throws Error when a codec has no known shape; the remedy is to build it from this folder's combinators.
 */
export function jsonSchemaOf(codec: t.Mixed): JsonObject {
  const definitions: Record<string, Json> = {};
  const seen = new Set<string>();

  const visit = (mixed: t.Mixed): JsonObject => {
    const type = mixed as Tagged;
    switch (type._tag) {
      case 'Refined':
        return type.schema ?? {};
      case 'StrictObject': {
        const required = type.required ?? {};
        const fields = { ...required, ...type.optional };
        const properties = Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, visit(field)]));
        return {
          title: type.name,
          type: 'object',
          required: Object.keys(required),
          properties,
          additionalProperties: false,
        };
      }
      case 'TaggedUnion':
        return { title: type.name, oneOf: Object.values(type.members ?? {}).map(visit) };
      case 'UnionType':
        return { anyOf: (type.types ?? []).map(visit) };
      case 'ReadonlyArrayType':
      case 'ArrayType':
        return { type: 'array', items: type.type === undefined ? {} : visit(type.type) };
      case 'DictionaryType': {
        const names = type.domain === undefined ? {} : { propertyNames: visit(type.domain) };
        return {
          type: 'object',
          ...names,
          additionalProperties: type.codomain === undefined ? {} : visit(type.codomain),
        };
      }
      case 'RecursiveType': {
        if (!seen.has(type.name)) {
          seen.add(type.name);
          definitions[type.name] = visit(type.runDefinition?.() ?? mixed);
        }
        return { $ref: `#/$defs/${type.name}` };
      }
      case 'LiteralType':
        return { const: type.value ?? null };
      case 'StringType':
        return { type: 'string' };
      case 'NumberType':
        return { type: 'number' };
      case 'BooleanType':
        return { type: 'boolean' };
      case 'NullType':
        return { type: 'null' };
      case 'JsonObject':
        return { type: 'object' };
      case 'JsonValue':
      case 'UnknownType':
        return {};
      default:
        throw new Error(`jsonSchemaOf: codec ${type.name} (${type._tag ?? 'untagged'}) has no JSON Schema`);
    }
  };

  const schema = visit(codec);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...schema,
    ...(Object.keys(definitions).length > 0 ? { $defs: definitions } : {}),
  };
}

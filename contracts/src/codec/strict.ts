import * as t from 'io-ts';
import { isRecord } from './json.ts';

type Decoded<R extends t.Props, O extends t.Props> = { readonly [K in keyof R]: t.TypeOf<R[K]> } & {
  readonly [K in keyof O]?: t.TypeOf<O[K]>;
};

/**
 * An object with exactly the named fields: a missing required field and an unknown field are errors at their own paths.
 * io-ts has `t.strict`, which drops unknown fields silently; contracts must name them instead.
 */
export class StrictObject<R extends t.Props, O extends t.Props> extends t.Type<Decoded<R, O>> {
  readonly _tag = 'StrictObject' as const;
  readonly required: R;
  readonly optional: O;

  constructor(name: string, required: R, optional: O) {
    const requiredEntries = Object.entries(required);
    const fields = new Map<string, t.Mixed>([...requiredEntries, ...Object.entries(optional)]);
    const is = (u: unknown): u is Decoded<R, O> => {
      if (!isRecord(u)) return false;
      for (const [key] of requiredEntries) if (!Object.hasOwn(u, key)) return false;
      for (const key of Object.keys(u)) {
        const field = fields.get(key);
        if (field === undefined || !field.is(u[key])) return false;
      }
      return true;
    };
    super(
      name,
      is,
      (u, context) => {
        // The common case walks the value once and allocates nothing; only a wrong value pays for contexts.
        if (is(u)) return t.success(u);
        if (!isRecord(u)) return t.failure(u, context, 'WRONG_TYPE: must be an object');
        const errors: t.ValidationError[] = [];
        const fail = (key: string, value: unknown, type: t.Mixed, message: string) =>
          errors.push({ value, context: t.appendContext(context, key, type, value), message });
        for (const [key, type] of requiredEntries) {
          if (!Object.hasOwn(u, key)) fail(key, undefined, type, 'MISSING_FIELD: is required');
        }
        for (const key of Object.keys(u)) {
          const type = fields.get(key);
          if (type === undefined) {
            const known = [...fields.keys()].join(', ');
            fail(key, u[key], t.undefined, `UNKNOWN_FIELD: is not a field of ${name}; known fields: ${known}`);
            continue;
          }
          const result = type.validate(u[key], t.appendContext(context, key, type, u[key]));
          if (result._tag === 'Left') errors.push(...result.left);
        }
        return t.failures(errors);
      },
      t.identity,
    );
    this.required = required;
    this.optional = optional;
  }
}

/** Makes a strict object codec. `name` is used in messages and as the title of the JSON Schema. */
export function strict<R extends t.Props, O extends t.Props = Record<never, t.Mixed>>(
  name: string,
  required: R,
  optional?: O,
): StrictObject<R, O> {
  return new StrictObject(name, required, optional ?? ({} as O));
}

/** A choice between strict objects by the value of one field; errors are those of the chosen member only. */
export class TaggedUnion<T extends string, M extends Record<string, t.Mixed>> extends t.Type<t.TypeOf<M[keyof M]>> {
  readonly _tag = 'TaggedUnion' as const;
  readonly tag: T;
  readonly members: M;

  constructor(name: string, tag: T, members: M) {
    const byTag = new Map<unknown, t.Mixed>(Object.entries(members));
    const memberOf = (u: unknown) => (isRecord(u) && Object.hasOwn(u, tag) ? byTag.get(u[tag]) : undefined);
    super(
      name,
      (u): u is t.TypeOf<M[keyof M]> => memberOf(u)?.is(u) ?? false,
      (u, context) => {
        if (!isRecord(u)) return t.failure(u, context, 'WRONG_TYPE: must be an object');
        const member = memberOf(u);
        if (member !== undefined) return member.validate(u, context);
        const choices = [...byTag.keys()].map((key) => JSON.stringify(key)).join(', ');
        const at = t.appendContext(context, tag, t.string, u[tag]);
        return Object.hasOwn(u, tag)
          ? t.failure(u[tag], at, `WRONG_TYPE: must be one of ${choices}`)
          : t.failure(undefined, at, `MISSING_FIELD: is required and must be one of ${choices}`);
      },
      t.identity,
    );
    this.tag = tag;
    this.members = members;
  }
}

export function taggedUnion<T extends string, M extends Record<string, t.Mixed>>(
  name: string,
  tag: T,
  members: M,
): TaggedUnion<T, M> {
  return new TaggedUnion(name, tag, members);
}

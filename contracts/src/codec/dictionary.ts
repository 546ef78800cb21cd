import * as t from 'io-ts';
import { isRecord } from './json.ts';

/** An object whose keys and values each decode. io-ts's own `record` does not look at the keys in its guard. */
export class Dictionary<D extends t.Mixed, C extends t.Mixed> extends t.Type<{ readonly [key: string]: t.TypeOf<C> }> {
  readonly _tag = 'DictionaryType' as const;
  readonly domain: D;
  readonly codomain: C;

  constructor(domain: D, codomain: C) {
    const accepts = (key: string, value: unknown) => key !== '__proto__' && domain.is(key) && codomain.is(value);
    super(
      `{ [${domain.name}]: ${codomain.name} }`,
      (u): u is { readonly [key: string]: t.TypeOf<C> } =>
        isRecord(u) && Object.keys(u).every((key) => accepts(key, u[key])),
      (u, context) => {
        if (!isRecord(u)) return t.failure(u, context, 'WRONG_TYPE: must be an object');
        const errors: t.ValidationError[] = [];
        for (const key of Object.keys(u)) {
          const at = t.appendContext(context, key, codomain, u[key]);
          if (key === '__proto__') errors.push({ value: null, context: at, message: 'FORBIDDEN_KEY: is not allowed' });
          else if (!domain.is(key))
            errors.push({ value: key, context: at, message: `BAD_FORMAT: its key is no ${domain.name}` });
          else {
            const result = codomain.validate(u[key], at);
            if (result._tag === 'Left') errors.push(...result.left);
          }
        }
        return errors.length === 0 ? t.success(u) : t.failures(errors);
      },
      t.identity,
    );
    this.domain = domain;
    this.codomain = codomain;
  }
}

export function dictionary<D extends t.Mixed, C extends t.Mixed>(domain: D, codomain: C): Dictionary<D, C> {
  return new Dictionary(domain, codomain);
}

/**
 * Makes everything that depends on a locale or time zone the same on every machine: without a locale, or with none that is known, it is
 * en-US; without a time zone it is UTC; a date that is not given is refused, because it would be now. Like `makeDeterministic` it is
 * never called here: its source is evaluated in the realm, and it must not use anything from outside its own body.
 * @param refuse throws once the library has loaded.
 */
export function fixLocale(refuse: (what: string) => void): void {
  const DEFAULT = 'en-US';
  const set = (target: object, name: PropertyKey, value: unknown) =>
    Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
  const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
  const { Collator, DateTimeFormat, getCanonicalLocales } = Intl;

  // Asked for what it does not know, the engine takes the locale of the machine; so there is always one that it knows.
  const known = new Map<string, string>();
  const localeOf = (locales: unknown): string | string[] => {
    if (locales === undefined) return DEFAULT;
    if (typeof locales !== 'string') return [...getCanonicalLocales(locales as string[]), DEFAULT];
    let found = known.get(locales);
    if (found === undefined) {
      found = Collator.supportedLocalesOf(locales).length > 0 ? locales : DEFAULT;
      if (known.size < 1_000) known.set(locales, found);
    }
    return found;
  };
  const inUtc = (options: unknown): unknown => {
    if (options === undefined) return { timeZone: 'UTC' };
    if (!isObject(options) || Reflect.get(options, 'timeZone') !== undefined) return options;
    return Object.create(options, { timeZone: { value: 'UTC', enumerable: true } });
  };

  for (const name of Object.getOwnPropertyNames(Intl)) {
    const original: unknown = Reflect.get(Intl, name);
    // A Locale is what its tag says, on every machine.
    if (typeof original !== 'function' || !/^[A-Z]/.test(name) || name === 'Locale') continue;
    const optionsOf = (options: unknown) => (name === 'DateTimeFormat' ? inUtc(options) : options);
    const fixed = new Proxy(original, {
      construct: (target, [locales, options], caller) =>
        Reflect.construct(target, [localeOf(locales), optionsOf(options)], caller),
      apply: (target, self, [locales, options]) => Reflect.apply(target, self, [localeOf(locales), optionsOf(options)]),
    });
    set(Intl, name, fixed);
    const proto: unknown = Reflect.get(original, 'prototype');
    if (isObject(proto)) set(proto, 'constructor', fixed);
  }

  const dateGiven = (args: readonly unknown[]) => {
    if (args[0] === undefined) refuse('the current date of a DateTimeFormat');
    return args[0] ?? 0;
  };
  const formats = DateTimeFormat.prototype;
  const format = Object.getOwnPropertyDescriptor(formats, 'format')?.get;
  const { formatToParts } = formats;
  Object.defineProperty(formats, 'format', {
    configurable: true,
    enumerable: false,
    get(this: object) {
      const bound: unknown = format === undefined ? undefined : Reflect.apply(format, this, []);
      return (...args: readonly unknown[]): unknown =>
        Reflect.apply(bound as () => string, undefined, [dateGiven(args)]);
    },
  });
  set(formats, 'formatToParts', function (this: object, ...args: readonly unknown[]) {
    return Reflect.apply(formatToParts, this, [dateGiven(args)]);
  });

  const localised = (prototype: object, method: string, at: number, dated = false) => {
    const original: unknown = Reflect.get(prototype, method);
    if (typeof original !== 'function') return;
    set(prototype, method, function (this: unknown, ...args: unknown[]) {
      args[at] = localeOf(args[at]);
      if (dated) args[at + 1] = inUtc(args[at + 1]);
      return Reflect.apply(original, this, args);
    });
  };
  localised(Number.prototype, 'toLocaleString', 0);
  localised(BigInt.prototype, 'toLocaleString', 0);
  localised(String.prototype, 'localeCompare', 1);
  localised(String.prototype, 'toLocaleLowerCase', 0);
  localised(String.prototype, 'toLocaleUpperCase', 0);
  for (const method of ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'])
    localised(Date.prototype, method, 0, true);

  const temporal: unknown = Reflect.get(globalThis, 'Temporal');
  if (!isObject(temporal)) return;
  for (const name of Object.getOwnPropertyNames(temporal)) {
    const type: unknown = Reflect.get(temporal, name);
    const proto: unknown = typeof type === 'function' ? Reflect.get(type, 'prototype') : null;
    // One with a zone of its own takes no other.
    if (isObject(proto)) localised(proto, 'toLocaleString', 0, !['ZonedDateTime', 'Duration'].includes(name));
  }
}

/** What {@link fixLocale} is, for whoever gets it as a function of the realm. */
export type FixLocale = typeof fixLocale;

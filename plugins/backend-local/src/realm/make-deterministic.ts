/** What the realm's own script gets hold of before an operation library is evaluated. */
export interface RealmControls {
  /** From now on asking for time or randomness throws. */
  seal(): void;
}

/**
 * Turns the bare global object that it runs on into one without clock, randomness, locale and time zone of the machine.
 * It is never called here: its source text is evaluated inside the realm, so that everything it makes belongs there. It must
 * not use anything from outside its own body.
 *
 * While a library loads, the clock stands at the epoch and randomness is a fixed sequence, so that loading gives the same
 * library everywhere; after `seal` both throw, naming the reason. Local time is UTC and the default locale is en-US.
 */
export function makeDeterministic(): RealmControls {
  let sealed = false;
  let state = 0x2545f491;
  const membersOf = (value: object) => value as Record<string, unknown>;
  const realm = membersOf(globalThis);
  const set = (target: object, name: PropertyKey, value: unknown) =>
    Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
  const forbidden = (what: string) =>
    new Error(`${what} is not available to an operation: give it the value as an argument`);
  const refuse = (what: string) => {
    if (sealed) throw forbidden(what);
  };

  // What could keep time, share memory, generate code, watch the garbage collector or print.
  for (const name of [
    'WebAssembly',
    'SharedArrayBuffer',
    'Atomics',
    'WeakRef',
    'FinalizationRegistry',
    'console',
    'eval',
  ]) {
    delete realm[name];
  }

  set(Math, 'random', () => {
    refuse('Math.random');
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4294967296;
  });

  const RealDate = Date;
  const parseUtc = (text: string): number => {
    // A text without a zone means local time; with a zone added it still parses, and then it means UTC.
    const utc = RealDate.parse(`${text}Z`);
    return Number.isNaN(utc) ? RealDate.parse(/[zZ]|[+-]\d\d:?\d\d$|GMT|UTC/.test(text) ? text : `${text} UTC`) : utc;
  };
  function UtcDate(this: unknown, ...parts: unknown[]): unknown {
    if (new.target === undefined) {
      refuse('Date()');
      return new RealDate(0).toUTCString();
    }
    const make = (...values: unknown[]) => Reflect.construct(RealDate, values, new.target ?? UtcDate);
    if (parts.length === 0) {
      refuse('new Date() without arguments');
      return make(0);
    }
    if (parts.length > 1) return make(RealDate.UTC(...(parts as [number, number])));
    const [only] = parts;
    return make(typeof only === 'string' ? parseUtc(only) : only);
  }
  set(UtcDate, 'UTC', RealDate.UTC);
  set(UtcDate, 'parse', (text: unknown) => parseUtc(String(text)));
  set(UtcDate, 'now', () => {
    refuse('Date.now');
    return 0;
  });
  Object.defineProperty(UtcDate, 'prototype', { value: RealDate.prototype });
  set(UtcDate, 'name', 'Date');
  set(RealDate.prototype, 'constructor', UtcDate);
  set(realm, 'Date', UtcDate);
  const dates = membersOf(RealDate.prototype);
  for (const field of ['Date', 'Day', 'FullYear', 'Hours', 'Milliseconds', 'Minutes', 'Month', 'Seconds']) {
    set(dates, `get${field}`, dates[`getUTC${field}`]);
    if (field !== 'Day') set(dates, `set${field}`, dates[`setUTC${field}`]);
  }
  set(dates, 'getTimezoneOffset', () => 0);
  set(dates, 'toString', dates.toUTCString);

  const intl = membersOf(Intl);
  const withDefaults = (options: unknown): unknown =>
    typeof options === 'object' && options !== null ? { timeZone: 'UTC', ...options } : { timeZone: 'UTC' };
  for (const name of Object.getOwnPropertyNames(Intl)) {
    const original = intl[name];
    if (typeof original !== 'function' || !/^[A-Z]/.test(name)) continue;
    const fixed = new Proxy(original, {
      construct: (target, [locales = 'en-US', options], caller) =>
        Reflect.construct(target, [locales, name === 'DateTimeFormat' ? withDefaults(options) : options], caller),
      apply: (target, self, [locales = 'en-US', options]) =>
        Reflect.apply(target, self, [locales, name === 'DateTimeFormat' ? withDefaults(options) : options]),
    });
    set(intl, name, fixed);
    const proto: unknown = Reflect.get(original, 'prototype');
    if (typeof proto === 'object' && proto !== null) set(proto, 'constructor', fixed);
  }
  const localised = (prototype: object, method: string, at: number, dated = false) => {
    const original: unknown = Reflect.get(prototype, method);
    if (typeof original !== 'function') return;
    set(prototype, method, function (this: unknown, ...args: unknown[]) {
      args[at] ??= 'en-US';
      if (dated) args[at + 1] = withDefaults(args[at + 1]);
      return Reflect.apply(original, this, args);
    });
  };
  localised(Number.prototype, 'toLocaleString', 0);
  localised(BigInt.prototype, 'toLocaleString', 0);
  localised(String.prototype, 'localeCompare', 1);
  localised(String.prototype, 'toLocaleLowerCase', 0);
  localised(String.prototype, 'toLocaleUpperCase', 0);
  for (const method of ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'])
    localised(dates, method, 0, true);

  const temporal = realm.Temporal as Record<string, unknown> | undefined;
  if (temporal !== undefined) {
    const now = temporal.Now as Record<string, unknown>;
    for (const name of Object.getOwnPropertyNames(now)) {
      if (typeof now[name] !== 'function') continue;
      set(now, name, () => {
        throw forbidden(`Temporal.Now.${name}`);
      });
    }
  }

  return {
    seal() {
      sealed = true;
    },
  };
}

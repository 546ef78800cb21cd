import type { FixLocale } from './fix-locale.ts';

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
export function makeDeterministic(fixLocale: FixLocale): RealmControls {
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

  // It would hold the paths of our own files, which no two machines have in common.
  set(Error, 'stackTraceLimit', 0);

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
  const utc = (date: object, field: string): number => Reflect.apply(dates[`getUTC${field}`] as () => number, date, []);
  for (const field of ['Date', 'Day', 'FullYear', 'Hours', 'Milliseconds', 'Minutes', 'Month', 'Seconds']) {
    set(dates, `get${field}`, dates[`getUTC${field}`]);
    if (field !== 'Day') set(dates, `set${field}`, dates[`setUTC${field}`]);
  }
  set(dates, 'getTimezoneOffset', () => 0);
  set(dates, 'toString', dates.toUTCString);
  const textOf = (date: Date): readonly string[] => date.toUTCString().split(/,? /);
  set(dates, 'toDateString', function (this: Date) {
    const [weekday, day, month, year] = textOf(this);
    return year === undefined ? 'Invalid Date' : `${weekday} ${month} ${day} ${year}`;
  });
  set(dates, 'toTimeString', function (this: Date) {
    const time = textOf(this)[4];
    return time === undefined ? 'Invalid Date' : `${time} GMT+0000 (Coordinated Universal Time)`;
  });
  set(dates, 'getYear', function (this: Date) {
    return utc(this, 'FullYear') - 1900;
  });
  set(dates, 'setYear', function (this: Date, year: unknown) {
    const full = Math.trunc(Number(year));
    return this.setUTCFullYear(full >= 0 && full <= 99 ? 1900 + full : full);
  });

  fixLocale(refuse);

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

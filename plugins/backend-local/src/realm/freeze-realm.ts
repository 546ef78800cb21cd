/**
 * Freezes every built-in that is reachable from the global object, and the global object itself, so that no task can leave
 * anything there for the next one. Like `makeDeterministic` it is never called here: its source is evaluated in the realm.
 *
 * What is inherited from a frozen prototype cannot be assigned on the heir: `error.name = 'X'` would throw. For the few
 * names that honest code assigns all the time, the prototype gets an accessor that defines the property on the heir instead.
 *
 * What is not frozen: values that a library keeps in its own closures (caches, counters). A library that answers from them
 * breaks its promise to be deterministic; running every operation twice in different orders finds it.
 */
export function freezeRealm(): void {
  const overridable: readonly (readonly [object, readonly string[]])[] = [
    [Object.prototype, ['constructor', 'toString', 'valueOf', 'toLocaleString', 'hasOwnProperty', 'toJSON']],
    [Function.prototype, ['constructor', 'toString', 'bind', 'call', 'apply', 'name', 'length']],
    [Error.prototype, ['constructor', 'name', 'message', 'toString']],
    ...[TypeError, RangeError, SyntaxError, ReferenceError, URIError, EvalError].map(
      (type) => [type.prototype, ['constructor', 'name', 'message']] as const,
    ),
    [Array.prototype, ['constructor', 'toString', 'concat', 'map', 'filter', 'slice', 'length']],
    [Promise.prototype, ['constructor', 'then']],
    [Date.prototype, ['constructor', 'toString', 'valueOf', 'toJSON']],
    [RegExp.prototype, ['constructor', 'exec']],
  ];
  for (const [prototype, names] of overridable) {
    for (const name of names) {
      const described = Object.getOwnPropertyDescriptor(prototype, name);
      if (described === undefined || !('value' in described) || !described.configurable) continue;
      const { value, enumerable = false } = described;
      Object.defineProperty(prototype, name, {
        enumerable,
        configurable: false,
        get: () => value,
        set(this: object, replacement: unknown) {
          if (this === prototype) throw new TypeError(`the built-in ${name} is frozen`);
          const own = { value: replacement, writable: true, enumerable: true, configurable: true };
          Object.defineProperty(this, name, own);
        },
      });
    }
  }

  const seen = new Set<object>();
  const open: unknown[] = [globalThis];
  // Not reachable by name from the global object.
  open.push(
    Object.getPrototypeOf(function* () {}),
    Object.getPrototypeOf(async () => {}),
    Object.getPrototypeOf(async function* () {}),
    Object.getPrototypeOf([][Symbol.iterator]()),
    Object.getPrototypeOf(new Map()[Symbol.iterator]()),
    Object.getPrototypeOf(new Set()[Symbol.iterator]()),
    Object.getPrototypeOf(''[Symbol.iterator]()),
    Object.getPrototypeOf('a'.matchAll(/a/g)),
  );
  for (let value = open.pop(); open.length > 0 || value !== undefined; value = open.pop()) {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) continue;
    seen.add(value);
    open.push(Object.getPrototypeOf(value));
    for (const key of Reflect.ownKeys(value)) {
      const described = Object.getOwnPropertyDescriptor(value, key);
      if (described === undefined) continue;
      open.push(described.value, described.get, described.set);
    }
  }
  for (const value of seen) if (value !== globalThis) Object.freeze(value);
  Object.freeze(globalThis);
}

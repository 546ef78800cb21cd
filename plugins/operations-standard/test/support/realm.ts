import vm from 'node:vm';
import type { Json, JsonObject } from '@kora/contracts';

/** Runs after the library has loaded: whatever could tell one run from another throws from now on. */
const SEAL = `{
  const refuse = (what) => () => { throw new Error(what + ' is not available to operations'); };
  const RealDate = Date;
  globalThis.Date = new Proxy(RealDate, {
    construct(target, args) { if (args.length === 0) refuse('new Date()')(); return Reflect.construct(target, args); },
    apply: refuse('Date()'),
    get(target, key) { return key === 'now' ? refuse('Date.now') : Reflect.get(target, key); },
  });
  RealDate.prototype.constructor = globalThis.Date;
  Math.random = refuse('Math.random');
  for (const key of Object.getOwnPropertyNames(Temporal.Now)) {
    if (typeof Temporal.Now[key] === 'function') Object.defineProperty(Temporal.Now, key, { value: refuse('Temporal.Now') });
  }
  for (const key of ['console', 'WebAssembly', 'SharedArrayBuffer', 'Atomics']) delete globalThis[key];
}`;

/** A bare realm with the operations in it, as a backend builds it. Arguments and results cross as JSON text. */
export interface Realm {
  readonly names: readonly string[];
  call(name: string, args: JsonObject): Json;
  /** Result as text, with arguments as text: what really crosses. */
  callText(name: string, args: string): string;
}

/** Evaluates a script in a new realm, then seals the realm. */
export function openRealm(source: string): Realm {
  const context = vm.createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
  const functions: unknown = new vm.Script(source, { filename: 'operations.js' }).runInContext(context);
  vm.runInContext(SEAL, context);
  const invoke: unknown = vm.runInContext(
    '(functions, name, args) => JSON.stringify(functions[name](JSON.parse(args)))',
    context,
  );
  if (typeof invoke !== 'function') throw new Error('the realm gave no function');
  if (typeof functions !== 'object' || functions === null) throw new Error('the script has no object as its value');
  const callText = (name: string, args: string): string => invoke(functions, name, args);
  return {
    names: Object.keys(functions),
    callText,
    call: (name, args) => JSON.parse(callText(name, JSON.stringify(args))),
  };
}

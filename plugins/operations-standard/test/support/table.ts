import type { Json, JsonObject } from '@kora/contracts';
import type { Realm } from './realm.ts';

/** One line of a table of expectations: an operation, its arguments, and what a person says that it gives. */
export type Expectation = readonly [operation: string, args: JsonObject, result: Json];

/** A line whose error must match. */
export type Refusal = readonly [operation: string, args: JsonObject, message: RegExp];

interface Asserts {
  strictSame(found: unknown, wanted: unknown, message: string): unknown;
  match(found: unknown, wanted: unknown, message: string): unknown;
}

const titleOf = (operation: string, args: JsonObject) => `${operation} ${JSON.stringify(args).slice(0, 150)}`;

/** Holds every line of a table against what the realm answers. */
export function expectAll(t: Asserts, realm: Realm, table: readonly Expectation[]): void {
  for (const [operation, args, result] of table) {
    let answer: Json;
    try {
      answer = realm.call(operation, args);
    } catch (error) {
      answer = `threw ${Object(error).message}`;
    }
    t.strictSame(answer, result, titleOf(operation, args));
  }
}

/** Holds every line of a table against the error that the realm gives. */
export function refuseAll(t: Asserts, realm: Realm, table: readonly Refusal[]): void {
  for (const [operation, args, message] of table) {
    let answer: string;
    try {
      answer = `no error but ${realm.callText(operation, JSON.stringify(args))}`;
    } catch (error) {
      answer = String(Object(error).message);
    }
    t.match(answer, message, titleOf(operation, args));
  }
}

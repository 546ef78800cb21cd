import type { JsonObject } from '@kora/contracts';
import type { Realm } from './realm.ts';

/** The message of the error that a call throws, or a text that says that it did not. */
export function errorOf(realm: Realm, name: string, args: JsonObject): string {
  try {
    return `no error but ${realm.callText(name, JSON.stringify(args))}`;
  } catch (error) {
    return String(Object(error).message);
  }
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonObject } from '@kora/contracts';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { buildPlugin } from '../../../plugins/operations-standard/scripts/build.ts';
import { descriptors } from '../../../plugins/operations-standard/src/descriptors.ts';
import { openRealm } from '../../../plugins/operations-standard/test/support/realm.ts';
import type { Perform } from './run-plan.ts';

/** The standard operations, built into `folder`, in a sealed realm; arguments and results are held against their schemas. */
export async function standardOperations(folder: string): Promise<Perform> {
  await buildPlugin(folder);
  const realm = openRealm(readFileSync(join(folder, 'operations.js'), 'utf8'));
  const ajv = new Ajv2020({ strict: true });
  const compiled = new Map<string, readonly [ValidateFunction, ValidateFunction]>();
  const schemasOf = (operation: string) => {
    const known = compiled.get(operation);
    if (known !== undefined) return known;
    const descriptor = descriptors.find(({ name }) => name === operation);
    if (descriptor === undefined) throw new Error(`there is no operation ${operation}`);
    const pair = [ajv.compile(descriptor.arguments), ajv.compile(descriptor.result)] as const;
    compiled.set(operation, pair);
    return pair;
  };
  return (operation: string, args: JsonObject): Json => {
    const [accepts, gives] = schemasOf(operation);
    if (!accepts(args)) throw new Error(`${operation} refuses ${JSON.stringify(accepts.errors)}`);
    const result = realm.call(operation, args);
    if (!gives(result)) throw new Error(`${operation} gives what it may not: ${JSON.stringify(gives.errors)}`);
    return result;
  };
}

import type { JsonObject } from '@kora/contracts';
import { finish } from './operation/finish.ts';
import { operations } from './operations.ts';

type Callable = (args: JsonObject) => unknown;

/** The completion value of the script that backends evaluate: each operation's name and its function. */
export const functions: Readonly<Record<string, Callable>> = Object.assign(
  Object.create(null),
  Object.fromEntries(operations.map(({ name, run }): [string, Callable] => [name, (args) => finish(run(args))])),
);

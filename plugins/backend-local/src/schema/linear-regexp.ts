import type { RegExpEngine } from 'ajv/dist/types/index.js';
import { RE2JS } from 're2js';

/** Longest pattern that a schema may hold, in characters. */
export const MAX_PATTERN_LENGTH = 1_000;

/**
 * Regular expressions for Ajv that take linear time in the length of their input, whatever the pattern. Syntax is that of
 * JSON Schema less what no linear engine can do: lookaround and backreferences throw when the schema compiles.
 */
export const linearRegExp: RegExpEngine = Object.assign(
  (pattern: string) => {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
    return {
      test: (text: string) => compiled.test(text),
      // Ajv tells compiled patterns apart by this; without it all of them would be the first one.
      toString: () => `linear:${pattern}`,
    };
  },
  // Ajv asks for the engine's source for standalone code, which this product never generates.
  { code: 'linearRegExp' },
);

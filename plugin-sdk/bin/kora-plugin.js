#!/usr/bin/env node
import { existsSync } from 'node:fs';
import module from 'node:module';

// A checkout has the sources, which Node runs as they are; a published package has only what was built from them.
const source = new URL('../src/cli/main.ts', import.meta.url);
const inCheckout = existsSync(source) && !import.meta.url.includes('/node_modules/');

if (inCheckout && !process.features.typescript) {
  process.stderr.write(`kora-plugin: Node ${process.versions.node} cannot run the sources. Use npx kora-plugin.\n`);
  process.exit(2);
}
if (inCheckout) {
  module.registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier, { ...context, conditions: [...context.conditions, 'kora-source'] }),
  });
}
const { main } = await import(inCheckout ? source.href : '../dist/cli/main.js');
process.exitCode = await main(process.argv.slice(2));

import { registerHooks } from 'node:module';

/**
 * From here on, imports of the workspace's own packages mean their TypeScript sources, as if Node had been started with
 * `--conditions=kora-source`. npm scripts cannot pass that flag portably.
 */
export function useSourceCondition(): void {
  registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier, { ...context, conditions: [...context.conditions, 'kora-source'] }),
  });
}

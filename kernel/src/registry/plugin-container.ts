// tsyringe refuses to load without it; nothing here uses reflection.
import 'reflect-metadata';
import { container, type DependencyContainer, instanceCachingFactory } from 'tsyringe';

/** A container that shares nothing with tsyringe's global one; the parent of all plugins' containers. */
export function createRootContainer(): DependencyContainer {
  return container.createChildContainer();
}

/**
 * One plugin's own container. Each token is bound by its name to a factory that runs at first use, once. Plugins never see
 * it: they get the values of the tokens that they declared.
 */
export function createPluginContainer(
  root: DependencyContainer,
  bindings: ReadonlyMap<string, () => unknown>,
): DependencyContainer {
  const child = root.createChildContainer();
  for (const [token, make] of bindings) child.register(token, { useFactory: instanceCachingFactory(make) });
  return child;
}

import type { Contributions, Dependencies, PluginDefinition, Resolved } from '../../plugin/plugin.ts';

/** A plugin that was activated outside a kernel. */
export interface ActivePlugin {
  readonly contributions: Contributions;
  /** Undoes everything that the plugin deferred, last first, each once. Idempotent. */
  deactivate(): Promise<void>;
}

/**
 * Activates a plugin with the services that a test gives it, as the kernel would.
 * @throws what `init` throws, after undoing what it had deferred; deactivating throws an AggregateError of what failed.
 */
export async function activatePlugin<D extends Dependencies>(
  plugin: PluginDefinition<D>,
  services: Resolved<D>,
): Promise<ActivePlugin> {
  const controller = new AbortController();
  const undo: (() => void | Promise<void>)[] = [];
  const deactivate = async () => {
    controller.abort(new Error(`Plugin ${plugin.id} is deactivated.`));
    const failures: unknown[] = [];
    for (let next = undo.pop(); next !== undefined; next = undo.pop()) {
      await Promise.try(next).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw new AggregateError(failures, `Plugin ${plugin.id} failed to deactivate cleanly.`);
  };
  try {
    const scope = { signal: controller.signal, defer: (action: () => void | Promise<void>) => void undo.push(action) };
    return { contributions: await plugin.init(services, scope), deactivate };
  } catch (error) {
    await deactivate();
    throw error;
  }
}

import { relative, sep } from 'node:path';
import { watch } from 'chokidar';
import { isIgnoredFolder } from './scan-plugin-folders.ts';

export interface PluginWatchOptions {
  /** How long a folder must be quiet before it is reported, in ms. */
  readonly quietMs: number;
  /** Called with the names of folders in which something changed, appeared or went away. */
  onSettled(names: readonly string[]): void;
  onError(error: unknown): void;
}

export interface PluginWatch {
  /** Resolves once changes are seen. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

/** Watches the plugins folder and reports each plugin folder once it has been quiet for a while. */
export function watchPluginFolders(folder: string, options: PluginWatchOptions): PluginWatch {
  const timers = new Map<string, NodeJS.Timeout>();
  const nameOf = (path: string): string | undefined => relative(folder, path).split(sep)[0];
  const watcher = watch(folder, {
    ignoreInitial: true,
    followSymlinks: false,
    ignored: (path) => {
      const name = nameOf(path);
      return name !== undefined && name !== '' && isIgnoredFolder(name);
    },
  });
  watcher.on('all', (_event, path) => {
    const name = nameOf(path);
    if (name === undefined || name === '') return;
    clearTimeout(timers.get(name));
    timers.set(
      name,
      setTimeout(() => {
        timers.delete(name);
        options.onSettled([name]);
      }, options.quietMs),
    );
  });
  watcher.on('error', options.onError);
  const ready = new Promise<void>((resolve) => {
    watcher.once('ready', resolve);
  });
  return {
    ready,
    async close() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      await watcher.close();
    },
  };
}

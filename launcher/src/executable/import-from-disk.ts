import { pathToFileURL } from 'node:url';
import { constants, runInThisContext } from 'node:vm';

/**
 * `import()` for files on disk, the same from source and inside the single executable. There a plain `import()` reaches
 * only built-in modules, because the embedded program has no file; code that runs in Node's main context through
 * `node:vm` gets the default loader instead.
 * @param path absolute path of a CommonJS or ES module.
 * @param revision distinguishes contents that were at this path one after another; the module cache goes by it.
 */
export function importFromDisk(path: string, revision = ''): Promise<unknown> {
  const load: (url: string) => Promise<unknown> = runInThisContext('(url) => import(url)', {
    filename: pathToFileURL(path).href,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const url = pathToFileURL(path);
  if (revision !== '') url.searchParams.set('revision', revision);
  return load(url.href);
}

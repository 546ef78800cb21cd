import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Folder of the package that a file belongs to, or null outside of node_modules. */
function packageFolder(file: string): string | null {
  const match = /^(.*node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file);
  return match?.[1] ?? null;
}

/**
 * The licence texts of all packages that files were taken from, one after another, each under its package's name.
 * Bundling drops them, and nearly every licence asks that they come along.
 */
export function collectLicenses(files: readonly string[]): string {
  const folders = new Set(files.map((file) => packageFolder(path.resolve(file))).filter((folder) => folder !== null));
  const texts = [...folders].sort().flatMap((folder) => {
    const name = folder.slice(folder.lastIndexOf('node_modules') + 'node_modules/'.length).replaceAll('\\', '/');
    const licenses = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
    return licenses.map((file) => `== ${name}\n\n${readFileSync(path.join(folder, file), 'utf8').trim()}\n`);
  });
  return [...new Set(texts)].join('\n');
}

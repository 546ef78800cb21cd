import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A package of the repository, as its package.json describes it. */
export interface Package {
  readonly name: string;
  /** Relative to the root of the repository. */
  readonly folder: string;
  readonly role: string;
  readonly dependencies: ReadonlySet<string>;
}

/** A source file: not a test, not a script. */
export interface Source {
  /** Relative to the root of the repository. */
  readonly path: string;
  readonly text: string;
  readonly owner: Package;
}

/** Reads the manifests of all packages. */
export function readPackages(root: string): readonly Package[] {
  const manifests = globSync(['*/package.json', 'plugins/*/package.json', 'examples/*/package.json'], { cwd: root });
  return manifests.map((path) => {
    const json = JSON.parse(readFileSync(join(root, path), 'utf8'));
    const dependencies = new Set(Object.keys(json.dependencies ?? {}));
    return { name: json.name, folder: dirname(path), role: json.kora?.role, dependencies };
  });
}

/** Reads the sources of packages. */
export function readSources(root: string, packages: readonly Package[]): readonly Source[] {
  return packages.flatMap((owner) =>
    globSync(`${owner.folder}/src/**/*.ts`, { cwd: root }).map((path) => ({
      path,
      text: readFileSync(join(root, path), 'utf8'),
      owner,
    })),
  );
}

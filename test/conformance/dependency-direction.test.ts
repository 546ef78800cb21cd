import { globSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Package {
  readonly name: string;
  readonly folder: string;
  readonly role: string;
  readonly dependencies: ReadonlySet<string>;
}

const PLUGIN_ROLES = ['backend', 'connector', 'operations', 'models', 'planner', 'panel', 'exporter', 'shell', 'chat'];

/** Which workspace packages a role may import in its sources. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  contracts: [],
  'plugin-sdk': ['contracts'],
  kernel: ['contracts', 'plugin-sdk'],
  ...Object.fromEntries(PLUGIN_ROLES.map((role) => [role, ['contracts', 'plugin-sdk']])),
  launcher: ['contracts', 'plugin-sdk', 'kernel'],
};

const manifests = globSync(['*/package.json', 'plugins/*/package.json', 'examples/*/package.json'], { cwd: root });
const packages: readonly Package[] = manifests.map((path) => {
  const json = JSON.parse(readFileSync(join(root, path), 'utf8'));
  return {
    name: json.name,
    folder: dirname(path),
    role: json.kora?.role,
    dependencies: new Set(Object.keys(json.dependencies ?? {})),
  };
});
const byName = new Map(packages.map((item) => [item.name, item]));

/** Every module specifier of a source file: imports, re-exports, side effects, dynamic imports and import types. */
function importsOf(source: string): readonly string[] {
  const statements = source.matchAll(/^\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s+)?(['"])([^'"\n]+)\1/gm);
  const calls = source.matchAll(/\b(?:import|require)\(\s*(['"])([^'"\n]+)\1\s*\)/g);
  return [...statements, ...calls].map((match) => match[2] ?? '');
}

const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

t.test('every package says its role', async (t) => {
  for (const item of packages)
    t.ok(item.role in MAY_IMPORT || ['test', 'bench'].includes(item.role), `${item.folder}: ${item.role}`);
});

t.test('no source imports against the arrows, beyond its package, or what its package does not declare', async (t) => {
  let looked = 0;
  for (const item of packages.filter(({ role }) => role in MAY_IMPORT)) {
    const allowed = MAY_IMPORT[item.role] ?? [];
    for (const file of globSync(`${item.folder}/src/**/*.ts`, { cwd: root })) {
      looked++;
      for (const specifier of importsOf(await readFile(join(root, file), 'utf8'))) {
        const at = `${file} imports ${specifier}`;
        if (specifier.startsWith('node:')) continue;
        if (specifier.startsWith('.')) {
          const target = relative(join(root, item.folder), resolve(root, dirname(file), specifier));
          if (target.startsWith('..')) t.fail(`${at}, which lies outside its package`);
          continue;
        }
        const name = packageOf(specifier);
        const workspace = byName.get(name);
        if (name !== item.name && !item.dependencies.has(name))
          t.fail(`${at}, which its package.json does not declare`);
        if (workspace !== undefined && workspace !== item && !allowed.includes(workspace.role))
          t.fail(`${at} against the arrows`);
      }
    }
  }
  t.ok(looked > 100, `looked at ${looked} files`);
});

t.test('the kernel knows no plugin, connector, backend or operation by name', async (t) => {
  const plugins = packages
    .filter(({ role }) => PLUGIN_ROLES.includes(role))
    .map(({ folder }) => folder.split('/').at(-1) ?? '');
  const words = [...plugins, 'llamacpp', 'llama.cpp', 'ollama', 'lmstudio', 'LM Studio', 'krako'];
  for (const file of globSync('kernel/src/**/*.ts', { cwd: root })) {
    const text = await readFile(join(root, file), 'utf8');
    for (const word of words) t.notOk(text.toLowerCase().includes(word.toLowerCase()), `${file} names ${word}`);
  }
});

t.test('nothing here schedules across machines, bills or scores trust', async (t) => {
  const forbidden = /\b(autoscal\w*|admission[ _-]?control|billing[ _-]?ledger|trust[ _-]?scor\w*|node[ _-]?agent)\b/i;
  for (const file of globSync(['kernel/src/**/*.ts', 'launcher/src/**/*.ts', 'plugins/*/src/**/*.ts'], { cwd: root })) {
    t.notMatch(await readFile(join(root, file), 'utf8'), forbidden, file);
  }
});

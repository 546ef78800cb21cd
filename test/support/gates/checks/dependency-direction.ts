import { dirname, join, relative } from 'node:path';
import { violation } from '../requirements.ts';
import type { Package, Source } from '../sources/read-sources.ts';

const PLUGIN_ROLES = ['backend', 'connector', 'operations', 'models', 'planner', 'panel', 'exporter', 'shell', 'chat'];

/** Which workspace packages a role may import in its sources. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  contracts: [],
  'plugin-sdk': ['contracts'],
  kernel: ['contracts', 'plugin-sdk'],
  ...Object.fromEntries(PLUGIN_ROLES.map((role) => [role, ['contracts', 'plugin-sdk']])),
  launcher: ['contracts', 'plugin-sdk', 'kernel'],
};
/** Names of runtimes that no plugin's folder is called. */
const RUNTIMES = ['llamacpp', 'llama.cpp', 'ollama', 'lmstudio', 'LM Studio', 'krako'];
/** What belongs to whoever runs many machines. */
const ELSEWHERE = /\b(autoscal\w*|admission[ _-]?control|billing[ _-]?ledger|trust[ _-]?scor\w*|node[ _-]?agent)\b/i;

/** Whether the sources of a package ship, and its imports have a direction. */
export const ships = ({ role }: Package): boolean => role in MAY_IMPORT;

/** Every module specifier of a source file: imports, re-exports, side effects, dynamic imports and import types. */
function importsOf(text: string): readonly string[] {
  const statements = text.matchAll(/^\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s+)?(['"])([^'"\n]+)\1/gm);
  const calls = text.matchAll(/\b(?:import|require)\(\s*(['"])([^'"\n]+)\1\s*\)/g);
  return [...statements, ...calls].map((match) => match[2] ?? '');
}

const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** Invariant 11: each package says which role it has, and its sources import only along the arrows. */
export function checkDependencyDirection(packages: readonly Package[], sources: readonly Source[]): string[] {
  const unknown = packages.filter((item) => !ships(item) && !['test', 'bench'].includes(item.role));
  return [
    ...unknown.map(({ folder, role }) => violation('direction:packages:role', `${folder} has the role ${role}`)),
    ...sources.flatMap((source) => imports(packages, source)),
  ];
}

function imports(packages: readonly Package[], { path, text, owner }: Source): string[] {
  const found: string[] = [];
  for (const specifier of importsOf(text)) {
    const at = `${path} imports ${specifier}`;
    if (specifier.startsWith('node:')) continue;
    if (specifier.startsWith('.')) {
      const target = relative(owner.folder, join(dirname(path), specifier));
      if (target.startsWith('..')) found.push(violation('direction:imports:inside-package', at));
      continue;
    }
    const name = packageOf(specifier);
    const workspace = packages.find((item) => item.name === name);
    if (name !== owner.name && !owner.dependencies.has(name)) found.push(violation('direction:imports:declared', at));
    if (workspace !== undefined && workspace !== owner && !(MAY_IMPORT[owner.role] ?? []).includes(workspace.role))
      found.push(violation('direction:imports:along-arrows', at));
  }
  return found;
}

/** Invariant 11: the kernel knows no plugin, connector, backend or operation by name. */
export function checkKernelKnowsNobody(packages: readonly Package[], sources: readonly Source[]): string[] {
  const plugins = packages.filter(({ role }) => PLUGIN_ROLES.includes(role));
  const words = [...plugins.map(({ folder }) => folder.split('/').at(-1) ?? ''), ...RUNTIMES];
  const ofKernel = sources.filter(({ owner }) => owner.role === 'kernel');
  return ofKernel.flatMap(({ path, text }) =>
    words
      .filter((word) => text.toLowerCase().includes(word.toLowerCase()))
      .map((word) => violation('direction:kernel:names-nobody', `${path} names ${word}`)),
  );
}

/** Invariant 11: nothing here schedules across machines, bills or scores trust. */
export function checkScope(sources: readonly Source[]): string[] {
  const acting = sources.filter(({ owner }) => !['contracts', 'plugin-sdk'].includes(owner.role));
  return acting.flatMap(({ path, text }) => {
    const [word] = ELSEWHERE.exec(text) ?? [];
    return word === undefined ? [] : [violation('direction:scope:this-machine', `${path} speaks of ${word}`)];
  });
}

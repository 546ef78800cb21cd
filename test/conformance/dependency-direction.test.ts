import { fileURLToPath } from 'node:url';
import t from 'tap';
import {
  checkDependencyDirection,
  checkKernelKnowsNobody,
  checkScope,
  ships,
} from '../support/gates/checks/dependency-direction.ts';
import { gate, mutant } from '../support/gates/scenario.ts';
import { readPackages, readSources, type Source } from '../support/gates/sources/read-sources.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const packages = readPackages(root);
const sources = readSources(root, packages.filter(ships));

gate(
  t,
  [
    'direction:packages:role',
    'direction:imports:along-arrows',
    'direction:imports:declared',
    'direction:imports:inside-package',
  ],
  'no source imports against the arrows, beyond its package, or what its package does not declare',
  async (t) => {
    t.ok(sources.length > 100, `looked at ${sources.length} files`);
    t.same(checkDependencyDirection(packages, sources), []);
  },
);

gate(t, ['direction:kernel:names-nobody'], 'the kernel knows no plugin, connector, backend or operation', async (t) => {
  t.same(checkKernelKnowsNobody(packages, sources), []);
});

gate(
  t,
  ['direction:scope:this-machine'],
  'nothing here schedules across machines, bills or scores trust',
  async (t) => {
    t.same(checkScope(sources), []);
  },
);

/** A source file that nobody has written, in a package with this role. */
function written(role: string, text: string): Source {
  const owner = packages.find((item) => item.role === role);
  if (owner === undefined) throw new Error(`there is no package with the role ${role}`);
  return { path: `${owner.folder}/src/some/new-file.ts`, text, owner };
}
const breaches = async (role: string, ...lines: readonly string[]) =>
  checkDependencyDirection(packages, [written(role, lines.join('\n'))]);

mutant(t, ['direction:imports:along-arrows', 'direction:imports:declared'], 'a plugin imports the kernel', () =>
  breaches('backend', "import { RunService } from '@kora/kernel';"),
);

mutant(t, ['direction:imports:along-arrows'], 'the contracts load the SDK when nobody looks', () =>
  breaches('contracts', 'export const load = async () =>', "  import('@kora/plugin-sdk');"),
);

mutant(t, ['direction:imports:along-arrows'], 'a plugin takes a type of another plugin', () =>
  breaches('connector', `export type { Thing } from '${packages.find(({ role }) => role === 'backend')?.name}';`),
);

mutant(t, ['direction:imports:inside-package'], 'a plugin reaches for a file of the kernel', () =>
  breaches('operations', "import '../../../../kernel/src/run/pipeline.ts';"),
);

mutant(t, ['direction:imports:declared'], 'a library is used that only another package declares', () =>
  breaches('kernel', "const { Ajv } = await import('ajv');"),
);

mutant(t, ['direction:packages:role'], 'a package does not say what it is', async () => {
  const [first] = packages;
  return first === undefined ? [] : checkDependencyDirection([{ ...first, role: 'helper' }], []);
});

mutant(t, ['direction:kernel:names-nobody'], 'the kernel makes an exception for one runtime', async () =>
  checkKernelKnowsNobody(packages, [written('kernel', "if (connector.id === 'ollama') skip();")]),
);

mutant(t, ['direction:scope:this-machine'], 'a scheduler for many machines moves in', async () =>
  checkScope([written('backend', 'export class NodeAgent {} // node agent')]),
);

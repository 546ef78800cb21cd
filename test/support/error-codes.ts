import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One error as it is declared in an area's `errors.ts`. */
export interface DeclaredError {
  readonly code: string;
  readonly type: string;
  /** The package that declares it. */
  readonly home: string;
  readonly file: string;
  /** Its sentence, with `<name>` for what is filled in. */
  readonly message: string;
}

const SOURCES = ['kernel/src/**/*.ts', 'plugin-sdk/src/**/*.ts', 'plugins/*/src/**/*.ts', 'launcher/src/**/*.ts'];
const TESTS = ['test/**/*.ts', '*/test/**/*.ts', 'plugins/*/test/**/*.ts', 'examples/*/test/**/*.ts'];

const read = (root: string, patterns: readonly string[]) =>
  globSync([...patterns], { cwd: root, exclude: (name) => name === 'node_modules' })
    .filter((file) => !file.includes('node_modules'))
    .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));

/** The text of a message function: its string and template literals, joined, with placeholders in angle brackets. */
function sentence(source: string): string {
  const literals = [...source.matchAll(/`((?:[^`\\]|\\.)*)`|'((?:[^'\\\n]|\\.)*)'/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
  return literals
    .filter((literal) => literal.split(' ').length > 4)
    .join(' ')
    .replace(/\$\{([^}]*)\}/g, (_, expression: string) => `<${/[a-z_]+(?=\W*$)/i.exec(expression)?.[0] ?? 'value'}>`)
    .replaceAll("\\'", "'")
    .replaceAll('|', '\\|');
}

/** Every error that any package declares, by code. Read from the sources, so that none can be forgotten. */
export function declaredErrors(root: string): readonly DeclaredError[] {
  const found: DeclaredError[] = [];
  for (const { file, text } of read(root, SOURCES)) {
    if (!text.includes('defineErrors(')) continue;
    const declarations = [...text.matchAll(/^ {2}(KORA_[A-Z0-9_]+): /gm)];
    for (const [index, match] of declarations.entries()) {
      const block = text.slice(match.index, declarations[index + 1]?.index ?? text.length);
      const type =
        /type: '([A-Z_]+)'/.exec(block)?.[1] ??
        /([A-Z_]{6,})/.exec(block.slice(match[0].length))?.[1] ??
        'EXECUTION_FAILURE';
      const home = file
        .split('/')
        .slice(0, file.startsWith('plugins/') ? 2 : 1)
        .join('/');
      found.push({ code: match[1] ?? '', type, home, file, message: sentence(block.slice(block.indexOf('=>'))) });
    }
  }
  return found.sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** Sources without the declarations themselves: where a code appears, it is thrown. */
export function throwingSources(root: string): string {
  return read(root, SOURCES)
    .map(({ text }) => text.replace(/^ {2}KORA_[A-Z0-9_]+: /gm, ''))
    .join('\n');
}

/** All test files. */
export function testSources(root: string): string {
  return read(root, TESTS)
    .map(({ text }) => text)
    .join('\n');
}

/** `docs/errors.md`. */
export function errorsPage(errors: readonly DeclaredError[]): string {
  const homes = [...new Set(errors.map((error) => error.home))].sort();
  const sections = homes.map((home) => {
    const rows = errors
      .filter((error) => error.home === home)
      .map(({ code, type, message }) => `| \`${code}\` | ${type} | ${message} |`);
    return [`## ${home}`, '', '| code | type | what it says |', '|---|---|---|', ...rows, ''].join('\n');
  });
  return `# Errors

Every error is \`{ error_type, message, details }\` with its code in \`details.code\`. The type decides the HTTP status
(\`contracts/src/run/taxonomy.ts\`). This page is written from the sources by \`npm run errors\`.

${sections.join('\n')}`;
}

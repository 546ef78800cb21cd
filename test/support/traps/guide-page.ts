import { TRAPS } from './all-traps.ts';
import { CHECKLIST } from './checklist.ts';
import { FACTS } from './facts.ts';

const INTRODUCTION = `# Traps of model runtimes

<!-- Written by test/scripts/write-traps.ts from test/support/traps. -->

What Ollama, LM Studio and llama.cpp do that costs a user something unless a connector knows of it: where it is handled, and the test
that fails when the handling is gone. Numbers are chapters of the study of the runtimes (Ollama 0.33, LM Studio 0.4, llama-server and
node-llama-cpp of llama.cpp v0.5.0) in which it was found.

\`node --conditions=kora-source test/scripts/check-traps.ts\` takes each handling away, in memory, and sees that the named test fails.
\`test/conformance/connector-traps.test.ts\` sees in every run of the tests that files, handlings and titles are what this page says.
`;

/** A text as a cell of a table, whose paths are links from docs/guides. */
const cell = (text: string) => text.replaceAll('|', '\\|');
const link = (file: string) => `[${file.replace(/^plugins\/connector-/, '')}](../../${file})`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** The whole of docs/guides/connector-traps.md. */
export function guidePage(): string {
  const traps = Object.entries(TRAPS).map(([name, list]) => {
    const rows = list.map(({ section, trap, handled, test }) => [
      section,
      cell(trap),
      link(handled.file),
      `${link(test.file)}: ${cell(test.title)}`,
    ]);
    return `## ${name}\n\n${table(['ch.', 'trap', 'handled in', 'test'], rows)}\n`;
  });
  const shown = CHECKLIST.map(({ runtime, behaviour, test }) => [
    runtime,
    behaviour,
    `${link(test.file)}: ${cell(test.title)}`,
  ]);
  const facts = FACTS.map(({ section, fact, why }) => [section, cell(fact), cell(why)]);
  return [
    INTRODUCTION,
    ...traps,
    `## What the protocol servers of the tests show\n\n${table(['runtime', 'behaviour', 'test'], shown)}\n`,
    `## What needs no handling\n\n${table(['ch.', 'fact', 'why'], facts)}\n`,
  ].join('\n');
}

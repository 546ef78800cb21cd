import type { DataSource } from './data-source.ts';

/** The name of a column as somebody would say it: in small letters, with spaces instead of signs. */
export const spokenName = (text: string): string =>
  text
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .toLowerCase()
    .trim();

/** The columns that an instruction names, in any case, also in the plural. */
export function namedColumns({ columns }: DataSource, instruction: string): readonly string[] {
  const said = ` ${spokenName(instruction)} `;
  return (columns ?? []).filter(
    (name) => said.includes(` ${spokenName(name)} `) || said.includes(` ${spokenName(name)}s `),
  );
}

import type { DataSource } from './data-source.ts';

const plain = (text: string) =>
  text
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .toLowerCase()
    .trim();

/** The columns that an instruction names, in any case, also in the plural. */
export function namedColumns({ columns }: DataSource, instruction: string): readonly string[] {
  const said = ` ${plain(instruction)} `;
  return (columns ?? []).filter((name) => said.includes(` ${plain(name)} `) || said.includes(` ${plain(name)}s `));
}

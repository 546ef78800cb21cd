/** Something that no engine of this kind gets below. */
export interface Floor {
  readonly name: string;
  run(): unknown;
  close(): Promise<unknown>;
}

const nothing = async () => undefined;

/** A floor that opens nothing. */
export const plainFloor = (name: string, run: () => unknown): Floor => ({ name, run, close: nothing });

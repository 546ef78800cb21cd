/** Data in a message. */
export interface Pasted {
  readonly text: string;
  /** The word on the fence, or ''. */
  readonly fence: string;
  /** Its ends are marked: nothing in it is said to the reader. */
  readonly closed: boolean;
  /** What it is called: one of several has a name of its own. */
  readonly label?: string;
}

/** A way to read a message: what is asked, and the texts that it is asked about, if they are in the message too. */
export interface Frame {
  readonly instruction: string;
  readonly pasted: readonly Pasted[];
  /** The texts were written among the words of the instruction: only a reading that is understood completely takes them out. */
  readonly inline?: boolean;
}

const LONGEST_ASKED = 300;

/** The only way to read an instruction and the text that it is about; none when they cannot be that. */
export function framed(asked: string, text: string, fence: string, closed: boolean): Frame[] {
  const plain = asked.trim();
  if (plain.length > LONGEST_ASKED) return [];
  const instruction = plain.replace(/\s*:$/, '');
  if (instruction === '' || /\n/.test(instruction) || text.trim() === '') return [];
  return [{ instruction, pasted: [{ text, fence, closed }] }];
}

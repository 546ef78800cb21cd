/** A file that may hold conversations: one that was chosen, or one of a chosen archive. */
export interface ExportPart {
  readonly name: string;
  /** Bytes of its text. */
  readonly bytes: number;
  /** Its text as it is read; nothing is held. @throws Error with a sentence for people */
  read(signal: AbortSignal): AsyncIterable<Uint8Array>;
}

const ARCHIVE = [0x50, 0x4b];

async function isArchive(file: Blob): Promise<boolean> {
  const head = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  return ARCHIVE.every((byte, index) => head[index] === byte);
}

async function* readPlain(file: Blob, signal: AbortSignal): AsyncIterable<Uint8Array> {
  const reader = file.stream().getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      signal.throwIfAborted();
      yield part.value;
    }
  } finally {
    await reader.cancel();
  }
}

/**
 * What there is to import in a chosen file. An archive is known by its first bytes, whatever it is called; the code that reads one
 * is loaded then.
 * @throws Error with a sentence for people when it is an archive without conversations, or one that must not be unpacked
 */
export async function partsOf(file: Blob & { readonly name?: string }): Promise<readonly ExportPart[]> {
  if (await isArchive(file)) return (await import('./read-archive.ts')).archiveParts(file);
  return [{ name: file.name ?? 'The file', bytes: file.size, read: (signal) => readPlain(file, signal) }];
}

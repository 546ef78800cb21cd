import { cpus, totalmem } from 'node:os';
import { integer, strict, text } from '@kora/contracts';
import * as t from 'io-ts';
import { findGpus } from './gpus.ts';

const orNull = <C extends t.Mixed>(codec: C) => t.union([codec, t.null]);
const count = integer('Count', 0);

/** Answer to `GET /models/hardware`. */
export const hardwareProfileCodec = strict('HardwareProfile', {
  platform: text('Platform', 32, 1),
  arch: text('Arch', 32, 1),
  cpu: orNull(text('Cpu', 256)),
  /** Logical processors. */
  cores: count,
  /** Memory of the computer, or of the container that Studio runs in. */
  memory_bytes: count,
  /** What could be taken now without pushing other programs out. */
  available_bytes: count,
  gpus: t.readonlyArray(
    strict('Gpu', { vendor: text('Vendor', 32), name: orNull(text('GpuName', 128)), memory_bytes: orNull(count) }),
  ),
});
export type HardwareProfile = t.TypeOf<typeof hardwareProfileCodec>;

/** Looks at the computer anew, because free memory changes by the second. */
export async function readHardware(): Promise<HardwareProfile> {
  const processors = cpus();
  // 0 and absurdly large values mean that there is no limit (Node's documentation of constrainedMemory).
  const limit = process.constrainedMemory();
  const memory_bytes = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  return {
    platform: process.platform,
    arch: process.arch,
    cpu: processors[0]?.model.trim().slice(0, 256) ?? null,
    cores: processors.length,
    memory_bytes,
    available_bytes: Math.min(process.availableMemory(), memory_bytes),
    gpus: await findGpus(),
  };
}

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A graphics card. Nulls are what its driver does not tell without a program of its own. */
export interface Gpu {
  readonly vendor: string;
  readonly name: string | null;
  readonly memory_bytes: number | null;
}

/** PCI vendor numbers of the makers of graphics cards (pci-ids.ucw.cz). */
const VENDORS: ReadonlyMap<string, string> = new Map([
  ['0x10de', 'nvidia'],
  ['0x1002', 'amd'],
  ['0x8086', 'intel'],
]);

/** Whatever the reason, a file that cannot be read tells nothing: drivers hide some, and other systems have none. */
function readText(path: string): Promise<string | null> {
  return readFile(path, 'utf8').then(
    (content) => content.trim(),
    () => null,
  );
}

function names(path: string): Promise<string[]> {
  return readdir(path).then(
    (found) => found.sort(),
    () => [],
  );
}

async function nvidiaNames(root: string): Promise<readonly (string | null)[]> {
  const folder = join(root, 'proc/driver/nvidia/gpus');
  const cards = (await names(folder)).map((card) => readText(join(folder, card, 'information')));
  return (await Promise.all(cards)).map((text) => /^Model:\s*(.{1,128})$/m.exec(text ?? '')?.[1]?.trim() ?? null);
}

/**
 * Finds graphics cards by the files of Linux's drivers, running no program. Elsewhere, and where drivers are silent, the list is empty.
 * @param root where /proc and /sys begin
 */
export async function findGpus(root = '/'): Promise<readonly Gpu[]> {
  const folder = join(root, 'sys/class/drm');
  const nvidia = [...(await nvidiaNames(root))];
  const gpus: Gpu[] = [];
  for (const card of (await names(folder)).filter((name) => /^card\d+$/.test(name))) {
    const device = join(folder, card, 'device');
    const vendor = VENDORS.get((await readText(join(device, 'vendor'))) ?? '');
    if (vendor === undefined) continue;
    const memory = await readText(join(device, 'mem_info_vram_total'));
    const name = vendor === 'nvidia' ? (nvidia.shift() ?? null) : null;
    gpus.push({ vendor, name, memory_bytes: memory !== null && /^\d{1,15}$/.test(memory) ? Number(memory) : null });
  }
  // A driver without a node in /sys/class/drm, as on servers.
  for (const name of nvidia) gpus.push({ vendor: 'nvidia', name, memory_bytes: null });
  return gpus;
}

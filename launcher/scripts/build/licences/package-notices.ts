import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Notice } from './notice.ts';
import { STANDARD_TEXTS } from './standard-texts.ts';

/** What a package.json may say that a notice needs. */
interface PackageFacts {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
  readonly author?: string | { readonly name?: string };
}

const LICENCE_FILE = /^(licen[cs]e|copying|notice)/i;

/** Folder of the package that a file belongs to; null for our own. The last one counts: packages lie in packages. */
function packageFolder(file: string): string | null {
  const folder = /^(.*node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file)?.[1];
  return folder !== undefined && existsSync(join(folder, 'package.json')) ? folder : null;
}

function standardText({ name = '', license = '', author }: PackageFacts): string {
  const text = Object.hasOwn(STANDARD_TEXTS, license) ? STANDARD_TEXTS[license] : undefined;
  if (text === undefined)
    throw new Error(`${name} holds no text of its licence (${license}); add it to launcher/scripts/build/licences`);
  const holder = (typeof author === 'string' ? author : author?.name) ?? `The authors of ${name}`;
  return `Copyright (c) ${holder.replace(/ *[<(].*$/, '')}\n\n${text}`;
}

/** The notice of an installed package: what its package.json says, and its own licence files word for word. */
export function noticeOfPackage(folder: string): Notice {
  const facts = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageFacts;
  const { name, version, license } = facts;
  if (name === undefined || version === undefined || license === undefined)
    throw new Error(`${join(folder, 'package.json')} does not say its name, version and licence`);
  const files = readdirSync(folder, { withFileTypes: true }).filter(
    (file) => file.isFile() && LICENCE_FILE.test(file.name),
  );
  const texts = files.map((file) => readFileSync(join(folder, file.name), 'utf8').trim());
  return { name, version, licence: license, text: texts.length > 0 ? texts.join('\n\n') : standardText(facts) };
}

/** The notices of all packages that files were taken from. @param files absolute paths; our own have none. */
export function packageNotices(files: readonly string[]): readonly Notice[] {
  const folders = new Set(files.map(packageFolder).filter((folder) => folder !== null));
  return [...folders].sort().map(noticeOfPackage);
}

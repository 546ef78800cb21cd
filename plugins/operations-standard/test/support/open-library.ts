import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPlugin } from '../../scripts/build.ts';
import { openRealm, type Realm } from './realm.ts';

/** What a test needs of tap: a folder that goes away afterwards. */
interface FolderOwner {
  testdir(): string;
}

/** The plugin's two built files and a sealed realm with the operations in it. */
export interface OpenLibrary extends Realm {
  readonly folder: string;
  readonly source: string;
}

/** Builds the plugin into a folder of the test and opens it. */
export async function openLibrary(t: FolderOwner): Promise<OpenLibrary> {
  const folder = t.testdir();
  await buildPlugin(folder);
  const source = readFileSync(join(folder, 'operations.js'), 'utf8');
  return { ...openRealm(source), folder, source };
}

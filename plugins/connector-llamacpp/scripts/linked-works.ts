import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { nodeLlamaCppFolder } from './node-llama-cpp-files.ts';

/** Work of others that is linked into the native libraries, and the terms that come with it. */
export interface LinkedWork {
  readonly name: string;
  readonly version: string;
  /** SPDX expression. */
  readonly licence: string;
  readonly text: string;
}

/** Works by the name of their licence file in `licences/`, which comes from the sources of llama.cpp. */
const WORKS = ['llama.cpp', 'nlohmann-json', 'cpp-httplib'];

/** What no npm package says: the libraries are llama.cpp and what that holds of others. All of it is under the MIT licence. */
export async function linkedWorks(): Promise<readonly LinkedWork[]> {
  const facts = await readFile(path.join(nodeLlamaCppFolder, 'llama', 'binariesGithubRelease.json'), 'utf8');
  const { release }: { release: string } = JSON.parse(facts);
  return Promise.all(
    WORKS.map(async (name) => {
      const text = await readFile(path.join(import.meta.dirname, '..', 'licences', `${name}.txt`), 'utf8');
      const version = name === 'llama.cpp' ? release : `of llama.cpp ${release}`;
      return { name, version, licence: 'MIT', text: text.trim() };
    }),
  );
}

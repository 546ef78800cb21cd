import { execFile } from 'node:child_process';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { signPlugin } from '@kora/plugin-sdk/signing';
import { STUDIO_FILE } from '../build/build-launcher.ts';
import { buildPlugin } from '../build/build-plugin.ts';
import { noticesText } from '../build/licences/notice.ts';
import { allNotices } from '../build/licences/notices-file.ts';
import { discoverPlugins } from '../build/plugin-package.ts';
import { carriedFolder, launcherFolder } from '../build/targets.ts';
import { buildFolder } from '../build/workspace.ts';
import { hostPlatform, nodeOf, noticeOfNode, type SeaPlatform } from './platform.ts';
import { releaseKey } from './release-key.ts';
import { pluginAssets, seaConfig } from './sea-config.ts';

const run = promisify(execFile);

/** Fills `folder` with the plugins of a platform, signed. @returns the trust store that vouches for them. */
async function preparePlugins(folder: string, platform: SeaPlatform): Promise<object> {
  const { privateJwk, publicKey } = await releaseKey(process.env);
  const publishers = new Set<string>();
  for (const plugin of discoverPlugins()) {
    const target = join(folder, plugin.id);
    // What was built for this machine is right for it; others may need other native libraries.
    if (platform.name === hostPlatform()) await cp(join(carriedFolder, plugin.id), target, { recursive: true });
    else await buildPlugin(plugin, target, platform);
    await signPlugin(target, privateJwk);
    publishers.add(plugin.publisher);
  }
  const keys = [{ ...publicKey, status: 'trusted', origin: 'release' }];
  return { version: '1.0', publishers: [...publishers].map((publisher) => ({ publisher, keys })) };
}

/** Makes the single executable of a platform from an up-to-date build. @returns its absolute path. */
export async function buildExecutable(platform: SeaPlatform, out?: string): Promise<string> {
  const work = join(buildFolder, 'sea', platform.name);
  const suffix = platform.platform === 'win32' ? '.exe' : '';
  const output = out ?? join(buildFolder, 'sea', `kora-${platform.name}${suffix}`);
  await rm(work, { recursive: true, force: true });
  await mkdir(join(work, 'plugins'), { recursive: true });
  const releaseKeys = join(work, 'release-keys.json');
  await writeFile(releaseKeys, JSON.stringify(await preparePlugins(join(work, 'plugins'), platform)));
  const licences = join(work, 'licences.txt');
  const notices = [...allNotices(launcherFolder, join(work, 'plugins')), noticeOfNode(platform)];
  await writeFile(licences, noticesText(notices));
  const config = seaConfig({
    main: join(launcherFolder, STUDIO_FILE),
    output,
    executable: nodeOf(platform),
    assets: { 'release-keys.json': releaseKeys, 'licences.txt': licences, ...pluginAssets(join(work, 'plugins')) },
  });
  const configFile = join(work, 'sea.json');
  await writeFile(configFile, `${JSON.stringify(config, null, 2)}\n`);
  await run(process.execPath, ['--build-sea', configFile]);
  return output;
}

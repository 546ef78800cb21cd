import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildOrExit } from './build/build-or-exit.ts';
import { useSourceCondition } from './build/use-source-condition.ts';
import { hostPlatform, platformNamed } from './sea/platform.ts';

const { values } = parseArgs({ options: { platform: { type: 'string' }, out: { type: 'string' } } });
await buildOrExit();
useSourceCondition();
const { buildExecutable } = await import('./sea/build-executable.ts');
const out = values.out === undefined ? undefined : resolve(values.out);
console.log(await buildExecutable(platformNamed(values.platform ?? hostPlatform()), out));

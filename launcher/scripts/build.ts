import { buildOrExit } from './build/build-or-exit.ts';

const built = await buildOrExit();
if (built.length === 0) console.error('everything is up to date');

/**
 * Runs the graphs of a file, one after the other, in a new engine and prints their traces as JSON: for runs under another
 * locale, time zone and number of workers. Arguments: folder to work in, file of cases, number of workers.
 */
import { readFileSync } from 'node:fs';
import type { Case } from '../cases/case.ts';
import { openEngine } from '../engine/open-engine.ts';
import { runCase } from '../engine/run-case.ts';
import { traceOf } from './trace.ts';

const [folder = '', file = '', workers = '1'] = process.argv.slice(2);
const cases: readonly Case[] = JSON.parse(readFileSync(file, 'utf8'));
const engine = await openEngine(folder, { workers: Number(workers) });
const traces = [];
for (const given of cases) traces.push(traceOf(await runCase(engine, given)));
await engine.close();
process.stdout.write(JSON.stringify(traces));

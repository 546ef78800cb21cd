import { readFileSync, writeFileSync } from 'node:fs';
import { descriptors } from '../src/descriptors.ts';
import { withTable } from './operations-table.ts';

const path = new URL('../README.md', import.meta.url);
writeFileSync(path, withTable(readFileSync(path, 'utf8'), descriptors));

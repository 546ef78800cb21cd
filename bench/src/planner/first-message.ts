/**
 * The first message of a process, timed from inside: loads the planner as it is installed, then plans a paste of 1 MB. Prints
 * `{ load_ms, plan_ms }`, both of the thread's time on a core: nothing else on the machine is in them. `plan_ms` is the longest
 * stretch in which nothing else had its turn.
 */
import { requestOf } from '@kora/test/planner';
import { PASTE } from './paste.ts';

const cpu = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};
const bundle = new URL('../../../build/plugins/planner-chat/index.js', import.meta.url);
const start = cpu();
const { ChatPlanner } = await import(bundle.href);
const loaded = cpu();
const planner = new ChatPlanner();
let turn = loaded;
let longest = 0;
const look = () => {
  const now = cpu();
  longest = Math.max(longest, now - turn);
  turn = now;
};
const watch = () => {
  look();
  timer = setImmediate(watch);
};
let timer = setImmediate(watch);
await planner.plan(requestOf({ category: '', message: PASTE }));
look();
clearImmediate(timer);
console.log(JSON.stringify({ load_ms: loaded - start, plan_ms: longest }));

/**
 * The first message of a process, timed from inside: loads the planner as it is installed, then plans a paste of 1 MB. Prints
 * `{ load_ms, plan_ms }`, both of the thread's time on a core: nothing else on the machine is in them.
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
await planner.plan(requestOf({ category: '', message: PASTE }));
console.log(JSON.stringify({ load_ms: loaded - start, plan_ms: cpu() - loaded }));

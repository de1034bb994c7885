// The far side of the file checks: a thread that works off one file at a time, with connections, rules and an audit writer of its own.
import { parentPort, workerData } from 'node:worker_threads';
import { CreditChecks } from '../credit/checks/credit-checks.ts';
import { LiveRules } from '../credit/rules/read-rules.ts';
import { failureOf } from '../engine/threads.ts';
import { systemClock } from '../kernel/clock.ts';
import { createIdSource } from '../kernel/ids.ts';
import { createPool } from '../store/pool.ts';
import { createWorkOff, type WorkOff } from './compose-file-checks.ts';
import type { FileCheckOrder, FileCheckReply } from './file-check-threads.ts';
import { readLibraries } from './libraries.ts';
import { createRuleCatalog } from './rule-catalog.ts';

/** One connection for the rows, one for what is kept, one for whatever is asked meanwhile. */
const pool = createPool((workerData as { url: string }).url, { max: 3, applicationName: 'jiku file-checks' });
const port = parentPort!;
const reply = (message: FileCheckReply): void => port.postMessage(message);
let workOff: Promise<WorkOff> | null = null;

async function compose({ dataDir, librariesDir }: FileCheckOrder): Promise<WorkOff> {
  const checks = new CreditChecks({ pool, clock: systemClock, libraries: await readLibraries(librariesDir), rules: new LiveRules(pool) });
  return createWorkOff({ checks, loads: { pool, newId: createIdSource() }, ruleOf: createRuleCatalog(), dataDir });
}

async function run(order: FileCheckOrder): Promise<void> {
  workOff ??= compose(order);
  await (await workOff)(order.work, order.owner);
}

port.on('message', (order: FileCheckOrder) => {
  run(order).then(
    () => reply({ kind: 'done' }),
    (error: unknown) => reply(failureOf(error)),
  );
});

// A process that works off one load and may be killed at any moment. Arguments: database URL, spool folder, load id, owner's name.
import { createIdSource } from '../../src/kernel/ids.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { createLog } from '../../src/kernel/log.ts';
import { processLoad } from '../../src/engine/load.ts';
import { createPool } from '../../src/store/pool.ts';
import { testLibraries } from './hub.ts';

const [url, spoolDir, loadId, owner] = process.argv.slice(2) as [string, string, string, string];
const pool = createPool(url, { max: 4, applicationName: owner });
process.stdout.write('started\n');
const view = await processLoad({ pool, clock: systemClock, newId: createIdSource(), libraries: testLibraries, spoolDir, owner, log: createLog('silent') }, Number(loadId));
process.stdout.write(`${view?.state ?? 'not taken'}\n`);
await pool.end();

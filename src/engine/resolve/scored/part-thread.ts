// The far side of the part pool: a thread that works off one part at a time with connections of its own. It gives way to whoever answers
// readers: nobody waits for it, and where cores are free it is no slower.
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { createPool } from '../../../store/pool.ts';
import { runPart, type PartRequest } from './part.ts';
import type { PartAnswer } from './part-pool.ts';

/** On Linux, of this thread alone. */
const niceness = 10;

if (process.platform === 'linux') setPriority(0, niceness);
/** One connection reads, one takes the results. */
const pool = createPool((workerData as { url: string }).url, { max: 2, applicationName: 'jiku match' });
const port = parentPort!;
const answer = (message: PartAnswer): void => port.postMessage(message);

port.on('message', (request: PartRequest) => {
  runPart(pool, request).then(
    (written) => answer({ written }),
    (error: unknown) => answer({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});

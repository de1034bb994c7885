// The far side of the part pool: a thread that works off one part at a time with connections of its own.
import { parentPort, workerData } from 'node:worker_threads';
import { createPool } from '../../../store/pool.ts';
import { runPart, type PartRequest } from './part.ts';

/** One connection reads, one takes the results. */
const pool = createPool((workerData as { url: string }).url, { max: 2, applicationName: 'jiku match' });
const port = parentPort!;

port.on('message', (request: PartRequest) => {
  runPart(pool, request).then(
    (written) => port.postMessage({ written }),
    (error: unknown) => port.postMessage({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});

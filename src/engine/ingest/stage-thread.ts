// The far side of the stage pool: a thread that stages one file at a time with connections of its own.
import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '../../kernel/clock.ts';
import { createIdSource } from '../../kernel/ids.ts';
import { createPool } from '../../store/pool.ts';
import { failureOf } from '../threads.ts';
import { stageFile, type StageRequest } from './stage-file.ts';
import type { StageAnswer } from './stage-pool.ts';

/** One connection for the rows, one for the rejects, one for what is known. */
const pool = createPool((workerData as { url: string }).url, { max: 3, applicationName: 'jiku stage' });
const deps = { pool, clock: systemClock, newId: createIdSource() };
const port = parentPort!;
const answer = (message: StageAnswer): void => port.postMessage(message);

port.on('message', (request: StageRequest) => {
  stageFile(deps, request, (progress) => answer({ kind: 'progress', progress })).then(
    (staged) => answer({ kind: 'staged', staged }),
    (error: unknown) => answer(failureOf(error)),
  );
});

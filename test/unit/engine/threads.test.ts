import { once } from 'node:events';
import { expect, it } from 'vitest';
import { askThread, createThreadPool } from '../../../src/engine/threads.ts';

const module = new URL(`data:text/javascript,${encodeURIComponent(`
  import { parentPort } from 'node:worker_threads';
  parentPort.on('message', (what) => {
    parentPort.postMessage('done');
    if (what === 'fail late') setTimeout(() => { throw new Error('late'); }, 20);
  });
`)}`);

it('ends a thread that fails when its work is done, not the process, and starts another', async () => {
  const pool = createThreadPool(module, { url: '', heap: { old: 64, young: 16 } }, 1);
  const ask = (what: string) => pool.run(async (worker) => {
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    await askThread<string, string>(worker, what, (message, answer) => answer.resolve(message));
    return { ended, id: worker.threadId };
  });
  const warned = once(process, 'warning');
  const first = await ask('fail late');
  await first.ended;
  expect((await warned)[0]).toMatchObject({ name: 'ThreadWarning' });
  expect((await ask('work')).id).not.toBe(first.id);
  await pool.stop();
});

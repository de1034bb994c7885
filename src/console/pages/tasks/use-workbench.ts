// The course of a steward's work: take, look, decide, go on; and take the last decision back.
import { App } from 'antd';
import { useCallback, useRef, useState } from 'react';
import { fill, useSay, useWords } from '../../parts/words.ts';
import { useDeeds, type Matter, type QueueFilter, type Task, type TaskDecision } from './queue.ts';
import { words } from './words.ts';

interface Done extends Matter {
  readonly decisionId: string;
}

export interface Workbench {
  readonly task: Task | null;
  /** True once the queue was asked and had nothing. */
  readonly isEmpty: boolean;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly canUndo: boolean;
  next(): void;
  take(taskId: string): void;
  skip(): void;
  release(): void;
  close(outcome: 'no_action' | 'handled_elsewhere', reason: string): void;
  decide(decision: TaskDecision, label: string): void;
  undo(): void;
  forget(): void;
  reload(): void;
}

export function useWorkbench(filter: QueueFilter, withSkipped: boolean): Workbench {
  const text = useWords(words);
  const say = useSay();
  const { message } = App.useApp();
  const deeds = useDeeds();
  const [task, setTask] = useState<Task | null>(null);
  const [isEmpty, setEmpty] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [done, setDone] = useState<readonly Done[]>([]);
  const busy = useRef(false);

  const advance = async (): Promise<void> => {
    const found = await deeds.next(filter, withSkipped);
    setTask(found);
    setEmpty(found === null);
  };
  /** One deed at a time: a key pressed twice does not act twice. */
  const run = useCallback(async (deed: () => Promise<void>): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    setBusy(true);
    setError(null);
    try {
      await deed();
    } catch (failure) {
      setError(failure);
    } finally {
      busy.current = false;
      setBusy(false);
    }
  }, []);

  const withTask = (deed: (task: Task) => Promise<void>) => (): void => void (task !== null && run(() => deed(task)));
  return {
    task, isEmpty, isBusy, error, canUndo: done.length > 0,
    next: () => void run(async () => {
      if (task !== null) await deeds.release(task.taskId);
      await advance();
    }),
    take: (taskId) => void run(async () => setTask(await deeds.claim(taskId))),
    skip: withTask(async ({ taskId }) => {
      await deeds.skip(taskId);
      void message.info(text.skipped, 1.2);
      await advance();
    }),
    release: withTask(async ({ taskId }) => {
      await deeds.release(taskId);
      setTask(null);
      setEmpty(false);
    }),
    close: (outcome, reason) => withTask(async ({ taskId }) => {
      await deeds.close(taskId, outcome, reason);
      void message.success(text.closed, 1.2);
      await advance();
    })(),
    decide: (decision, label) => withTask(async ({ taskId, kind, kindLabel, library, goldenIds }) => {
      const { decisionId, decisionState } = await deeds.resolve(taskId, decision);
      setDone((earlier) => [...earlier.slice(-19), { library, kind, goldenId: goldenIds[0], decisionId }]);
      const told = decisionState === 'proposed' ? text.proposed : `${fill(text.decided, { what: label })} · ${text.hintUndo}`;
      void message.success({ content: `${say(kindLabel)}：${told}`, duration: 2.5 });
      await advance();
    })(),
    undo: () => {
      const last = done.at(-1);
      if (last === undefined) return void message.info(text.nothingToUndo);
      return void run(async () => {
        await deeds.undo(last.decisionId, text.undoReason);
        setDone((earlier) => earlier.slice(0, -1));
        if (task !== null) await deeds.release(task.taskId);
        // The matter is open again under a task of its own.
        const again = await deeds.find(last);
        if (again !== undefined) setTask(await deeds.claim(again));
        void message.success(again === undefined ? text.undoneClosed : text.undone);
        if (again === undefined) await advance();
      });
    },
    forget: () => setError(null),
    reload: withTask(async ({ taskId }) => setTask(await deeds.claim(taskId))),
  };
}

// serve, work: the processes that stay.
import type { Hub } from '../compose.ts';
import { untilAsked } from '../until-asked.ts';
import type { AddCommands, Session } from './command.ts';

export const addServeCommands: AddCommands = (program, session) => {
  program.command('serve').option('--no-work', '不处理批次与定时任务 / leave loads and schedules to `hub work`')
    .description('启动接口服务 / serve the API')
    .action(({ work }: { work: boolean }) => stay(session, async (hub) => {
      const { serve } = await import('../serve.ts');
      const serving = await serve(hub, { work });
      session.terminal.note('listening', { url: serving.url });
      return () => serving.stop();
    }));
  program.command('work').description('处理批次与定时任务 / work off loads and schedules')
    .action(() => stay(session, async (hub) => {
      const { startWork } = await import('../work.ts');
      const stop = await startWork(hub);
      session.terminal.note('working');
      return stop;
    }));
};

/** Starts something on an open hub and ends it when the process is asked to. */
async function stay({ config }: Session, start: (hub: Hub) => Promise<() => Promise<void>>): Promise<void> {
  const { openHub } = await import('../compose.ts');
  const hub = await openHub(config());
  try {
    const stop = await start(hub);
    await untilAsked();
    await stop();
  } finally {
    await hub.stop();
  }
}

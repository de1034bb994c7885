// serve, work: the processes that stay.
import { openHub } from '../compose.ts';
import { serve, untilAsked } from '../serve.ts';
import { startWork } from '../work.ts';
import type { AddCommands } from './command.ts';

export const addServeCommands: AddCommands = (program, session) => {
  const { terminal } = session;
  program.command('serve').option('--no-work', '不处理批次与定时任务 / leave loads and schedules to `hub work`')
    .description('启动接口服务 / serve the API')
    .action(async ({ work }: { work: boolean }) => {
      const hub = await openHub(session.config());
      try {
        const serving = await serve(hub, { work });
        terminal.note('listening', { url: serving.url });
        await untilAsked();
        await serving.stop();
      } finally {
        await hub.stop();
      }
    });
  program.command('work').description('处理批次与定时任务 / work off loads and schedules')
    .action(async () => {
      const hub = await openHub(session.config());
      try {
        const stop = await startWork(hub);
        terminal.note('working');
        await untilAsked();
        await stop();
      } finally {
        await hub.stop();
      }
    });
};

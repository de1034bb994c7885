// credit build-files: the files of flags for bureaus, now.
import { withHub, type AddCommands } from './command.ts';

export const addFlagFileCommand: AddCommands = (credit, session) => {
  credit.command('build-files').option('--agency <code>', '仅此机构 / of this agency only')
    .description('立即生成征信机构的全量与增量文件 / build the full files and deltas for bureaus now')
    .action(({ agency }: { agency?: string }) => withHub(session, async (hub) => {
      const { buildAllFiles } = await import('../credit-work.ts');
      session.terminal.say('filesBuilt', { count: await buildAllFiles(hub, agency) });
    }));
};

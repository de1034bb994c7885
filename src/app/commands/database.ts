// migrate, schema, feeds, new-library: the database and the libraries themselves.
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { FeedDefinition } from '../../definition/types.ts';
import { HubError } from '../../kernel/errors.ts';
import type { Label } from '../../kernel/labels.ts';
import { findLibrary, readLibraries } from '../libraries.ts';
import { withHub, type AddCommands, type Session } from './command.ts';

export const addDatabaseCommands: AddCommands = (program, session) => {
  program.command('migrate').description('建立或升级数据库 / bring the database to this version')
    .action(() => migrateNow(session));
  program.command('schema').argument('[library]').description('打印库表的 DDL / print the DDL of the library tables')
    .action(async (library?: string) => {
      const { printSchema } = await import('../../store/library-schema.ts');
      const libraries = await readLibraries(session.config().librariesDir);
      session.terminal.print(printSchema(library === undefined ? libraries : [findLibrary(libraries, library)]));
    });
  program.command('feeds').option('--library <code>').description('列出数据源 / list the feeds')
    .action(({ library }: { library?: string }) => listFeeds(session, library));
  program.command('new-library').argument('<code>').description('生成新库的定义文件 / scaffold the definition of a new library')
    .action((code: string) => scaffold(session, code));
};

async function migrateNow(session: Session): Promise<void> {
  await withHub(session, async ({ migrated }) => {
    if (migrated === null) {
      session.terminal.note('notOwner');
      session.exitCode = 2;
      return;
    }
    const { migrations, statements } = migrated;
    if (migrations.length + statements.length === 0) session.terminal.say('alreadyMigrated');
    else session.terminal.say('migrated', { migrations: migrations.length, statements: statements.length });
  });
}

const cycles: Readonly<Record<FeedDefinition['cycle'], Label>> = {
  realtime: { zh: '实时', en: 'real time' },
  daily: { zh: '每日', en: 'daily' },
  weekly: { zh: '每周', en: 'weekly' },
  monthly: { zh: '每月', en: 'monthly' },
  quarterly: { zh: '每季度', en: 'quarterly' },
  half_yearly: { zh: '每半年', en: 'half-yearly' },
  yearly: { zh: '每年', en: 'yearly' },
};
const modes: Readonly<Record<FeedDefinition['mode'], Label>> = {
  delta: { zh: '增量', en: 'delta' },
  snapshot: { zh: '全量快照', en: 'snapshot' },
};

async function listFeeds({ terminal, config }: Session, code: string | undefined): Promise<void> {
  const libraries = await readLibraries(config().librariesDir);
  const shown = code === undefined ? libraries : [findLibrary(libraries, code)];
  terminal.table(['library', 'feed', 'label', 'source', 'mode', 'cycle'], shown.flatMap((library) =>
    Object.values(library.feeds).map((feed) => [
      library.code, feed.code, terminal.label(feed.label), feed.source, terminal.label(modes[feed.mode]), terminal.label(cycles[feed.cycle]),
    ]),
  ));
}

/** Into the configured folder of outside libraries, or ./libraries; what is there is never overwritten. */
async function scaffold({ terminal, config }: Session, code: string): Promise<void> {
  const [{ scaffoldLibrary }, { loadDefinition }] = await Promise.all([
    import('../../definition/scaffold-library.ts'), import('../../definition/load-definition.ts'),
  ]);
  const { librariesDir } = config();
  const libraries = await readLibraries(librariesDir !== null && existsSync(librariesDir) ? librariesDir : null);
  if (libraries.some((library) => library.code === code)) throw new HubError('OPTION_INVALID', `there is a library ${code}`, { faults: [`${code}: 已有此库 / there is such a library`] });
  const text = scaffoldLibrary(code);
  loadDefinition({ name: code, format: 'yaml', text });
  const folder = librariesDir ?? resolve('libraries');
  const path = join(folder, `${code}.yaml`);
  if (existsSync(path)) throw new HubError('OPTION_INVALID', `${path} exists`, { faults: [`${path}: 已存在 / exists`] });
  await mkdir(folder, { recursive: true });
  await writeFile(path, text);
  terminal.say('libraryMade', { path, folder });
}

// The demonstration from end to end: a town's files, their loads, a summary, an API with its typical users, and questions that are
// really asked. Returns what was not as the truth beside the files says.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SingleBar } from 'cli-progress';
import { generateTown } from '../../sample/generate-town.ts';
import type { TownManifest } from '../../sample/truth.ts';
import { openHub, type Hub } from '../compose.ts';
import { readConfig, type Config } from '../config.ts';
import { serve } from '../serve.ts';
import { untilAsked } from '../until-asked.ts';
import type { Terminal } from '../terminal.ts';
import { Interview } from './ask.ts';
import { buildConsole } from '../built-console.ts';
import { enrolCast } from './cast.ts';
import { enrolPeople, printPeople } from './people.ts';
import { matchTown } from './match-town.ts';
import { loadTown, type LoadedFile } from './load-town.ts';
import { tellCreditStory } from './credit-story.ts';
import { firstRound, secondRound } from './questions.ts';
import { pickFirm, pickListed, pickPerson } from './subjects.ts';
import { printSummary } from './summary.ts';

export interface DemoOptions {
  readonly people: number;
  readonly seed: number;
  readonly port?: number;
  /** Stop after the answers instead of serving on. */
  readonly exit: boolean;
}

const firmsPerPerson = 3_000 / 20_000;

/** Runs on a database of its own in `data/demo`, made anew each time. Resolves to the number of things not as expected. */
export async function runDemo(terminal: Terminal, options: DemoOptions): Promise<number> {
  const config = demoConfig(readConfig(), options.port);
  await rm(config.dataDir, { recursive: true, force: true });
  terminal.print(terminal.label({ zh: '启动内置 PostgreSQL ……', en: 'Starting the embedded PostgreSQL ...' }));
  const hub = await openHub(config);
  try {
    const folder = join(config.dataDir, 'town');
    const manifest = await generate(hub, terminal, { ...options, folder });
    const loaded = await load(hub, terminal, { manifest, folder });
    const wrong = loaded.filter(({ differences }) => differences.length > 0);
    for (const { file, differences } of wrong) terminal.print(`✗ ${file.file}: ${differences.join('; ')}`);
    return wrong.length + (await converse(hub, terminal, { manifest, folder, exit: options.exit }));
  } finally {
    await hub.stop();
  }
}

function demoConfig(config: Config, port: number | undefined): Config {
  const changed = port ?? config.port;
  return {
    ...config, databaseUrl: null, databaseOwnerUrl: null, embeddedPort: 0, watchDir: null, librariesDir: null, key: null, logLevel: 'warn',
    dataDir: join(config.dataDir, 'demo'), port: changed, issuer: `http://${config.host}:${changed}`,
  };
}

async function generate(hub: Hub, terminal: Terminal, { people, seed, folder }: DemoOptions & { folder: string }): Promise<TownManifest> {
  const firms = Math.max(10, Math.round(people * firmsPerPerson));
  terminal.print(terminal.label({
    zh: `生成一座 ${people.toLocaleString('en')} 人、${firms.toLocaleString('en')} 家单位的小城（种子 ${seed}，全部虚构）……`,
    en: `Generating a town of ${people.toLocaleString('en')} people and ${firms.toLocaleString('en')} firms (seed ${seed}, all fictitious) ...`,
  }));
  return generateTown({ libraries: hub.libraries, people, firms, seed, folder });
}

async function load(hub: Hub, terminal: Terminal, town: { manifest: TownManifest; folder: string }): Promise<LoadedFile[]> {
  const startedAt = performance.now();
  const rows = town.manifest.files.reduce((sum, file) => sum + (file.counts.rows ?? 0), 0);
  const format = `[{bar}] {percentage}% | {rows} ${terminal.text('rows')} | ${terminal.text('rejects')} {rejected} | {file}`;
  const bar = new SingleBar({ format, stream: terminal.err, hideCursor: true, barsize: 30, clearOnComplete: true });
  bar.start(Math.max(rows, 1), 0, { rows: 0, rejected: 0, file: '' });
  try {
    const loaded = await loadTown(hub, town, (progress) => {
      bar.update(Math.min(progress.rows, rows), { rows: progress.rows, rejected: progress.rejected, file: progress.file.file });
    });
    bar.stop();
    const loadedAt = performance.now();
    await matchTown(hub, terminal);
    await printSummary(hub, terminal, { loaded, seconds: (loadedAt - startedAt) / 1000 });
    return loaded;
  } finally {
    bar.stop();
  }
}

async function converse(hub: Hub, terminal: Terminal, town: { manifest: TownManifest; folder: string; exit: boolean }): Promise<number> {
  const cast = await enrolCast(hub);
  const passwords = await enrolPeople(hub);
  const serving = await serve(hub);
  try {
    await serving.api.refreshed();
    const subjects = { person: await pickPerson({ ...town, libraries: hub.libraries }), ...(await pickFirm({ ...town, libraries: hub.libraries })) };
    terminal.print(`\n━━ ${terminal.label({ zh: '向接口提问', en: 'Questions to the API' })}`);
    const interview = new Interview(hub.config.issuer, cast, terminal);
    const questions = firstRound(subjects);
    const answers = [];
    for (const question of questions) answers.push(await interview.ask(question));
    const goldenId = String(answers[0]?.body.results?.[0]?.record?.goldenId ?? '');
    for (const question of secondRound(goldenId, cast)) await interview.ask(question);
    terminal.print(`\n━━ ${terminal.label({ zh: '信用：从列入到修复', en: 'Credit: from list to repair' })}`);
    await tellCreditStory(interview, await pickListed({ ...town, libraries: hub.libraries }));
    terminal.print();
    for (const title of interview.wrong) terminal.print(`✗ ${title}`);
    if (!town.exit) {
      await buildConsole(() => terminal.print(terminal.label({ zh: '构建控制台 ……', en: 'Building the console ...' })));
      printPeople(terminal, hub.config.issuer, passwords);
      terminal.print();
      terminal.say('listening', { url: hub.config.issuer });
      await untilAsked();
    }
    return interview.wrong.length;
  } finally {
    await serving.stop();
  }
}

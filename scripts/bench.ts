// npm run bench -- [ingest|lookup|resolution|credit] [--part departments|foreign|search|speed] [--rows N] [--people N] [--seconds N]
// [--json]: how fast the hub is, beside a bare baseline, and how well it resolves.
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { benchCredit } from '../src/bench/credit.ts';
import { benchIngest } from '../src/bench/ingest.ts';
import { benchLookup } from '../src/bench/lookup.ts';
import { benchResolution, resolutionParts, type ResolutionPart } from '../src/bench/resolution.ts';
import { meetsBar, tableOf, type Measure } from '../src/bench/measure.ts';

const whole = (value: string): number => {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new InvalidArgumentError('a whole number');
  return Number(value);
};

const program = new Command('bench')
  .addArgument(new Argument('[name]', '只测一项 / only this one').choices(['ingest', 'lookup', 'resolution', 'credit']))
  .addOption(new Option('--part <part>', 'resolution 只测这一部分 / only this part of resolution').choices(resolutionParts))
  .option('--rows <n>', '装载行数 / rows to ingest', whole, 1_000_000)
  .option('--people <n>', '查询的人口数（look-up 250,000，credit 1,000,000）/ people', whole)
  .option('--legal-persons <n>', '信用核查的法人数 / organisations of the city', whole, 500_000)
  .option('--records <n>', '信用核查的信用记录数 / credit records of the city', whole, 2_000_000)
  .option('--file-rows <n>', '文件核查的行数 / rows of the file that is checked', whole, 1_000_000)
  .option('--seconds <n>', '每轮秒数 / seconds of a round', whole, 10)
  .option('--json', '每项一行 JSON / one JSON object a line', false)
  .parse();
const options = program.opts<{ rows: number; part?: ResolutionPart; people?: number; legalPersons: number; records: number; fileRows: number; seconds: number; json: boolean }>();
const name = program.args[0];
const note = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

const measures: Measure[] = [
  ...(name === undefined || name === 'ingest' ? await benchIngest(options, note) : []),
  ...(name === undefined || name === 'lookup' ? await benchLookup({ ...options, people: options.people ?? 250_000 }, note) : []),
  ...(name === undefined || name === 'resolution' ? await benchResolution(options, note) : []),
  ...(name === undefined || name === 'credit' ? await benchCredit({ ...options, people: options.people ?? 1_000_000 }, note) : []),
];
for (const line of options.json ? measures.map((measure) => JSON.stringify({ ...measure, isMet: meetsBar(measure) })) : tableOf(measures)) process.stdout.write(`${line}\n`);
process.exitCode = measures.every(meetsBar) ? 0 : 1;

// npm run bench -- [ingest|lookup|resolution] [--rows N] [--people N] [--seconds N] [--json]: how fast the hub is, beside a bare baseline,
// and how well it resolves.
import { Argument, Command, InvalidArgumentError } from 'commander';
import { benchIngest } from '../src/bench/ingest.ts';
import { benchLookup } from '../src/bench/lookup.ts';
import { benchResolution } from '../src/bench/resolution.ts';
import { meetsBar, tableOf, type Measure } from '../src/bench/measure.ts';

const whole = (value: string): number => {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new InvalidArgumentError('a whole number');
  return Number(value);
};

const program = new Command('bench')
  .addArgument(new Argument('[name]', '只测一项 / only this one').choices(['ingest', 'lookup', 'resolution']))
  .option('--rows <n>', '装载行数 / rows to ingest', whole, 1_000_000)
  .option('--people <n>', '查询的人口数 / people to look up', whole, 250_000)
  .option('--seconds <n>', '每轮秒数 / seconds of a round', whole, 10)
  .option('--json', '每项一行 JSON / one JSON object a line', false)
  .parse();
const options = program.opts<{ rows: number; people: number; seconds: number; json: boolean }>();
const name = program.args[0];
const note = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

const measures: Measure[] = [
  ...(name === undefined || name === 'ingest' ? await benchIngest(options, note) : []),
  ...(name === undefined || name === 'lookup' ? await benchLookup(options, note) : []),
  ...(name === undefined || name === 'resolution' ? await benchResolution(options, note) : []),
];
for (const line of options.json ? measures.map((measure) => JSON.stringify({ ...measure, isMet: meetsBar(measure) })) : tableOf(measures)) process.stdout.write(`${line}\n`);
process.exitCode = measures.every(meetsBar) ? 0 : 1;

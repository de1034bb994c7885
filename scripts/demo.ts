// npm run demo [-- --exit --people N --port P --seed S --lang zh|en]: a town from files to audited answers on an empty machine.
import { Command, InvalidArgumentError, Option } from 'commander';
import { runDemo } from '../src/app/demo/run-demo.ts';
import { Terminal } from '../src/app/terminal.ts';

const whole = (value: string): number => {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('a whole number');
  return Number(value);
};

const program = new Command('demo')
  .option('--exit', '答完即退出，有误则返回非零 / stop after the answers', false)
  .option('--people <n>', '人口数 / people in the town', whole, 20_000)
  .option('--seed <n>', '随机种子 / seed', whole, 1)
  .option('--port <n>', '接口端口 / port of the API', whole)
  .addOption(new Option('--lang <lang>').choices(['zh', 'en']).default('zh'))
  .parse();
const { lang, ...options } = program.opts();
const terminal = new Terminal(process.stdout, process.stderr);
terminal.language = lang as 'zh' | 'en';
try {
  const wrong = await runDemo(terminal, options as Parameters<typeof runDemo>[1]);
  terminal.print(terminal.label(
    wrong === 0 ? { zh: '全部符合预期。', en: 'Everything as expected.' } : { zh: `${wrong} 项不符合预期。`, en: `${wrong} not as expected.` },
  ));
  process.exitCode = wrong === 0 ? 0 : 1;
} catch (error) {
  terminal.fail(error);
  process.exitCode = 1;
}

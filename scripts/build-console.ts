// Before `npm start`: the console, built when it is missing or older than its sources.
import { buildConsole } from '../src/app/built-console.ts';

await buildConsole(() => process.stderr.write('构建控制台 …… / building the console ...\n'));

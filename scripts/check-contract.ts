// npm run check: fails when openapi.yaml is not what codegen would write.
import { readFileSync } from 'node:fs';
import { contractText } from '../src/app/write-contract.ts';

const isCurrent = readFileSync(new URL('../openapi.yaml', import.meta.url), 'utf8') === contractText();
process.stdout.write(isCurrent ? 'openapi.yaml is current\n' : 'openapi.yaml differs from its sources: npm run codegen\n');
process.exitCode = isCurrent ? 0 : 1;

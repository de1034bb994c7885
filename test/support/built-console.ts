// vitest's global set-up of the console's tests: the console as it would be served, built when it is older than its sources.
import { buildConsole } from '../../src/app/built-console.ts';
import { findChromium } from './chromium.ts';

export default async function setup(): Promise<void> {
  if (findChromium() !== null) await buildConsole();
}

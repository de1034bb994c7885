// The browser of the console's tests: CHROMIUM_PATH, else Debian's. Null: there is none, and those tests are skipped with a word.
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const usual = '/usr/bin/chromium';

export function findChromium(): string | null {
  const path = process.env['CHROMIUM_PATH'] ?? usual;
  return existsSync(path) ? path : null;
}

/** Told once a file, where tests are skipped for want of a browser. */
export function tellSkipped(): void {
  process.stdout.write(`console tests SKIPPED: no Chromium at ${process.env['CHROMIUM_PATH'] ?? usual} (apt-get install chromium fonts-noto-cjk, or set CHROMIUM_PATH)\n`);
}

export function openChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium() ?? usual,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

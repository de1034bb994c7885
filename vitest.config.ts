import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const timeouts = { testTimeout: 60_000, hookTimeout: 120_000 };

// Pure tests start at once; the others share one PostgreSQL for the run. A worker keeps the hub's modules from file to file: to read them
// anew for each costs more than most files' tests, and no test changes a module, a global or the environment.
export default defineConfig({
  test: {
    // A test file waits for the database about half of its time, and so there are as many as cores, not one fewer.
    maxWorkers: availableParallelism(),
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], isolate: false, ...timeouts } },
      {
        test: {
          name: 'database',
          include: ['test/**/*.test.ts'],
          exclude: ['test/unit/**', 'test/console/**'],
          globalSetup: ['test/support/database-server.ts'],
          isolate: false,
          ...timeouts,
        },
      },
      // In a real browser; skipped, with a word, where there is none.
      {
        test: {
          name: 'console',
          include: ['test/console/**/*.test.ts'],
          globalSetup: ['test/support/built-console.ts', 'test/support/database-server.ts'],
          testTimeout: 120_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});

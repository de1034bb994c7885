// Settings of a hub on a test's database.
import { readConfig, type Config } from '../../src/app/config.ts';
import type { TestDatabase } from './database.ts';

/** Quiet, on any free port, with its files in `dataDir`. */
export function testConfig(database: TestDatabase, dataDir: string, changes: Partial<Config> = {}): Config {
  const config = readConfig({ DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl, JIKU_DATA_DIR: dataDir, JIKU_LOG_LEVEL: 'silent' });
  return { ...config, poolSize: 4, port: 0, issuer: 'http://hub.test', ...changes };
}

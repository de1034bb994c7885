// What the hub is held against: an Express route as one writes it, one prepared SELECT by primary key and res.json, and nothing else.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import pg from 'pg';
import { answerParent } from './child.ts';

export interface BareJob {
  readonly databaseUrl: string;
  readonly poolSize: number;
  readonly table: string;
}

let server: Server | null = null;
let pool: pg.Pool | null = null;

answerParent<BareJob>(async ({ databaseUrl, poolSize, table }): Promise<number> => {
  const database = new pg.Pool({ connectionString: databaseUrl, max: poolSize });
  const app = express();
  app.get('/persons/:number', async (request, response) => {
    const { rows } = await database.query({ name: 'person', text: `select * from ${table} where id_number = $1`, values: [request.params.number] });
    if (rows.length === 0) response.status(404).json({ code: 'NOT_FOUND' });
    else response.json(rows[0]);
  });
  const listening = createServer(app);
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', () => resolve()));
  server = listening;
  pool = database;
  return (listening.address() as AddressInfo).port;
}, async () => {
  server?.close();
  await pool?.end();
});

// The hub that is asked: its own server as `hub serve` runs it, over a database that is loaded already, with a service window's
// agreement and many clients.
import { setTimeout } from 'node:timers/promises';
import { enrolAgency, type Credential } from '../app/enrol.ts';
import { openHub, type Hub } from '../app/compose.ts';
import { serve, type Serving } from '../app/serve.ts';
import { benchConfig } from './bench-folder.ts';
import { answerParent } from './child.ts';

export type ServeMessage =
  | { readonly kind: 'serve'; readonly dataDir: string; readonly clients: number }
  | { readonly kind: 'countAnswered' };

export interface Served {
  readonly url: string;
  readonly databaseUrl: string;
  readonly poolSize: number;
  readonly purpose: string;
  readonly clients: readonly Credential[];
  /** Table of the same people and columns for the bare route, by primary key id_number. */
  readonly bareTable: string;
  readonly people: readonly PersonKey[];
}

export interface PersonKey {
  readonly number: string;
  readonly goldenId: string;
}

const purpose = 'housing-subsidy';
const bareTable = 'staging.bench_person';
/** What a window for housing assistance gets. */
const attributes = {
  full_name: 'clear', id_number: 'masked', sex: 'clear', birth_date: 'clear', marital_status: 'clear', hukou_address: 'clear', mobile_phone: 'masked',
  life_status: 'clear',
} as const;

let open: { readonly hub: Hub; readonly serving: Serving } | null = null;

answerParent<ServeMessage>((message) => (message.kind === 'serve' ? start(message) : countAnswered()), async () => {
  await open?.serving.stop();
  await open?.hub.stop();
});

async function start({ dataDir, clients }: { dataDir: string; clients: number }): Promise<Served> {
  const hub = await openHub(benchConfig(dataDir));
  const { rows } = await hub.pool.query<{ setting: string }>('show synchronous_commit');
  if (!rows.some((row) => Object.values(row).includes('on'))) throw new Error('synchronous_commit is off');
  const credentials = await enrol(hub, clients);
  const people = await copyPeople(hub);
  await untilTidied(hub);
  const serving = await serve(hub, { work: false });
  open = { hub, serving };
  await serving.api.refreshed();
  return { url: serving.url, databaseUrl: hub.databaseUrl, poolSize: hub.config.poolSize, purpose, clients: credentials, bareTable, people };
}

function enrol(hub: Hub, clients: number): Promise<Credential[]> {
  const agreement = { purposes: [purpose], legalBasis: 'bench', validFrom: '2020-01-01', validTo: '2099-12-31', attributes, operations: ['read'] as const };
  return enrolAgency(hub, {
    agency: { code: 'housing_window', nameZh: '住房保障窗口', nameEn: 'Housing assistance window', kind: 'window' },
    agreements: { population: agreement },
    clients: Array.from({ length: clients }, (_, at) => ({ clientId: `bench-${at + 1}`, name: `bench ${at + 1}`, roles: ['agency'], ratePerMinute: 10_000_000 })),
  });
}

/** Everyone who can be found by number, into a table of its own for the bare route. */
async function copyPeople({ pool }: Hub): Promise<PersonKey[]> {
  await pool.query(`drop table if exists ${bareTable}`);
  await pool.query(`
create table ${bareTable} as
select ${Object.keys(attributes).map((code) => `g.${code}`).join(', ')}, g.golden_id
from population.golden_record g join population.identifier i on i.golden_id = g.golden_id and i.type = 'id_number' and i.value = g.id_number
where g.state = 'active'`);
  await pool.query(`alter table ${bareTable} add primary key (id_number)`);
  await pool.query(`analyze ${bareTable}`);
  const { rows } = await pool.query<PersonKey>(`select id_number as number, golden_id as "goldenId" from ${bareTable}`);
  return rows;
}

/** Longer than the server waits between two looks for tables to tidy. */
const calmSeconds = 35;

/** Waits until the server has tidied what was just loaded: it would take a core from whichever side is asked meanwhile. */
async function untilTidied({ pool }: Hub): Promise<void> {
  for (let calm = 0; calm < calmSeconds; calm++) {
    const { rows: [found] } = await pool.query<{ is_tidying: boolean }>(`
select exists (select from pg_stat_progress_vacuum) or exists (select from pg_stat_progress_analyze) as is_tidying`);
    if (found!.is_tidying) calm = 0;
    await setTimeout(1_000);
  }
}

async function countAnswered(): Promise<number> {
  const { rows } = await open!.hub.pool.query<{ count: number }>(
    `select count(*) from hub.audit_event where operation_id = 'lookupPersons' and outcome = 'answered' and golden_id is not null`,
  );
  return rows[0]?.count ?? 0;
}

// agency, client, agreement: who may ask the hub, and what they may see. A secret is printed once, when it is made. Every change is an
// audit event with the machine's user.
import { readFile } from 'node:fs/promises';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { createClient, listClients, registerJwks, rotateSecret, setClientActive, type ClientView } from '../../identity/clients.ts';
import { roles } from '../../identity/roles.ts';
import { HubError } from '../../kernel/errors.ts';
import { agencyKinds, createAgency, listAgencies, setAgencyActive, type AgencyKind } from '../../sharing/agencies.ts';
import { createAgreement, endAgreement, listAgreements, type NewAgreement } from '../../sharing/agreements.ts';
import { operations, type RowFilter } from '../../sharing/grant.ts';
import { findLibrary } from '../libraries.ts';
import { auditCommand } from './audit-command.ts';
import { collect, parseDate, parseId, withHub, type AddCommands, type Session } from './command.ts';

export const addAccessCommands: AddCommands = (program, session) => {
  addAgencyCommands(program.command('agency').description('机构 / agencies'), session);
  addClientCommands(program.command('client').description('客户端 / API clients'), session);
  addAgreementCommands(program.command('agreement').description('共享协议 / share agreements'), session);
};

const active = (isActive: boolean): string => (isActive ? '✓' : '✗');

function addAgencyCommands(agency: Command, session: Session): void {
  const { terminal } = session;
  agency.command('add').argument('<code>').requiredOption('--zh <name>', '中文名称').requiredOption('--en <name>', 'English name')
    .addOption(new Option('--kind <kind>').choices(agencyKinds).default('department'))
    .action((code: string, { zh, en, kind }: { zh: string; en: string; kind: AgencyKind }) => withHub(session, async (hub) => {
      await createAgency(hub.prisma, { code, nameZh: zh, nameEn: en, kind });
      await auditCommand(hub, { operationId: 'hub.createAgency', details: { agency: code, kind } });
      terminal.say('added', { what: code });
    }));
  agency.command('list').action(() => withHub(session, async ({ prisma }) => {
    const agencies = await listAgencies(prisma);
    terminal.table(['code', 'label', 'kind', 'state'], agencies.map((row) => [row.code, terminal.label({ zh: row.nameZh, en: row.nameEn }), row.kind, active(row.isActive)]));
  }));
  for (const [name, isActive] of [['disable', false], ['enable', true]] as const) {
    agency.command(name).argument('<code>').action((code: string) => withHub(session, async (hub) => {
      await setAgencyActive(hub.prisma, code, isActive);
      await auditCommand(hub, { operationId: 'hub.changeAgency', details: { agency: code, changed: ['isActive'], isActive } });
      terminal.say(isActive ? 'enabled' : 'disabled', { what: code });
    }));
  }
}

interface ClientOptions {
  readonly name: string;
  readonly role: readonly string[];
  readonly rate?: number;
  readonly clientId?: string;
  readonly jwks?: string;
}

function addClientCommands(client: Command, session: Session): void {
  const { terminal } = session;
  client.command('add').argument('<agency>').requiredOption('--name <name>').requiredOption('--role <role>', roles.join(' | '), collect)
    .option('--rate <perMinute>', '', parseId).option('--client-id <id>').option('--jwks <file.json>', 'private_key_jwt')
    .action((agencyCode: string, { name, role, rate, clientId, jwks }: ClientOptions) => withHub(session, async (hub) => {
      const keys = jwks === undefined ? undefined : await readJwks(jwks);
      const made = await createClient(hub.clients, { agencyCode, name, roles: role, ratePerMinute: rate, clientId, jwks: keys });
      await auditCommand(hub, { operationId: 'hub.createClient', details: { client: made.client.clientId, agency: agencyCode, roles: role } });
      terminal.say('added', { what: made.client.clientId });
      if (made.secret !== null) showSecret(session, made.client.clientId, made.secret);
    }));
  client.command('list').option('--agency <code>').action(({ agency }: { agency?: string }) => withHub(session, async ({ prisma }) => {
    terminal.table(['client', 'agency', 'label', 'roles', 'rate', 'state'], (await listClients({ prisma }, { agencyCode: agency })).map(clientRow));
  }));
  for (const [name, isActive] of [['disable', false], ['enable', true]] as const) {
    client.command(name).argument('<clientId>').action((clientId: string) => withHub(session, async (hub) => {
      await setClientActive(hub.clients, clientId, isActive);
      await auditCommand(hub, { operationId: 'hub.changeClient', details: { client: clientId, changed: ['isActive'], isActive } });
      terminal.say(isActive ? 'enabled' : 'disabled', { what: clientId });
    }));
  }
  client.command('rotate-secret').argument('<clientId>').action((clientId: string) => withHub(session, async (hub) => {
    const secret = await rotateSecret(hub.clients, clientId);
    await auditCommand(hub, { operationId: 'hub.changeClient', details: { client: clientId, changed: ['secret'] } });
    showSecret(session, clientId, secret);
  }));
  client.command('add-key').argument('<clientId>').argument('<jwks.json>').action((clientId: string, file: string) => withHub(session, async (hub) => {
    await registerJwks(hub.clients, clientId, await readJwks(file));
    await auditCommand(hub, { operationId: 'hub.changeClient', details: { client: clientId, changed: ['keys'] } });
    terminal.say('keysAdded', { clientId });
  }));
}

function clientRow(client: ClientView): (string | number)[] {
  return [client.clientId, client.agencyCode, client.name, client.roles.join(' '), client.ratePerMinute, active(client.isActive)];
}

function showSecret({ terminal }: Session, clientId: string, secret: string): void {
  terminal.say('secretOnce');
  terminal.print(`client_id     ${clientId}`);
  terminal.print(`client_secret ${secret}`);
}

async function readJwks(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch (cause) {
    throw new HubError('OPTION_INVALID', 'the JWKS cannot be read', { faults: [`${file}: 不是 JSON / not JSON`] }, { cause });
  }
}

interface AgreementOptions {
  readonly purpose: readonly string[];
  readonly basis: string;
  readonly from: string;
  readonly to: string;
  readonly attributes: readonly string[];
  readonly operations: readonly NewAgreement['operations'][number][];
  readonly filter?: readonly RowFilter[];
}

function addAgreementCommands(agreement: Command, session: Session): void {
  const { terminal } = session;
  agreement.command('add').argument('<agency>').argument('<library>')
    .requiredOption('--purpose <code>', '用途代码，可多个 / several allowed', collect)
    .requiredOption('--basis <text>', '法律依据 / legal basis')
    .requiredOption('--from <YYYY-MM-DD>', '', parseDate).requiredOption('--to <YYYY-MM-DD>', '', parseDate)
    .requiredOption('--attributes <list>', '如 full_name=clear,id_number=masked,sex；* 为全部 / * for all', collect)
    .requiredOption('--operations <list>', operations.join(','), collect)
    .option('--filter <attribute:op:values>', '行范围，如 division_code:prefix:3401 / rows', parseFilter)
    .action((agencyCode: string, library: string, options: AgreementOptions) => withHub(session, async (hub) => {
      const definition = findLibrary(hub.libraries, library);
      const made = await createAgreement(hub.prisma, definition, {
        agencyCode, purposes: options.purpose, legalBasis: options.basis, validFrom: options.from, validTo: options.to,
        attributes: attributesOf(options.attributes, Object.keys(definition.attributes)), operations: options.operations, rowFilter: options.filter,
      });
      const { agreementId, purposes, operations: granted } = made;
      await auditCommand(hub, { operationId: 'hub.createAgreement', library, details: { agreement: agreementId, agency: agencyCode, purposes, operations: granted } });
      terminal.say('added', { what: made.agreementId });
    }));
  agreement.command('list').option('--agency <code>').option('--library <code>')
    .action(({ agency, library }: { agency?: string; library?: string }) => withHub(session, async ({ prisma }) => {
      const rows = await listAgreements(prisma, { agencyCode: agency, library });
      terminal.table(['agreement', 'agency', 'library', 'purposes', 'operations', 'validity', 'attributes', 'state'], rows.map((row) => [
        row.agreementId, row.agencyCode, row.library, row.purposes.join(' '), row.operations.join(' '),
        `${civil(row.validFrom)}–${civil(row.validTo)}`, Object.keys(row.attributes as object).length, active(row.isActive),
      ]));
    }));
  agreement.command('end').argument('<agreementId>').action((agreementId: string) => withHub(session, async (hub) => {
    await endAgreement(hub.prisma, agreementId);
    await auditCommand(hub, { operationId: 'hub.endAgreement', details: { agreement: agreementId } });
    terminal.say('ended', { what: agreementId });
  }));
}

const civil = (date: Date): string => date.toISOString().slice(0, 10);

/** `code`, `code=clear`, `code=masked`, and `*` or `*=masked` for every attribute; later ones override. Wrong codes are refused below. */
function attributesOf(list: readonly string[], all: readonly string[]): NewAgreement['attributes'] {
  return Object.fromEntries(list.flatMap((entry) => {
    const [code = '', visibility = 'default'] = entry.split('=');
    return (code === '*' ? all : [code]).map((each) => [each, visibility as 'default']);
  }));
}

function parseFilter(value: string, before: readonly RowFilter[] = []): RowFilter[] {
  const [attribute, op, values] = value.split(':');
  if (!attribute || !op || !values) throw new InvalidArgumentError('attribute:op:value,value');
  return [...before, { attribute, op: op as RowFilter['op'], values: values.split(',') }];
}

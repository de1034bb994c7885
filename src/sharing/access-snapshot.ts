// Everything that decides access, read in one statement (so one epoch) and indexed for look-ups without I/O. Immutable once built.
import type { Grant, Need, Operation, RowFilter } from './grant.ts';
import type { Visibility } from './mask.ts';

export interface ClientAccess {
  readonly clientId: string;
  readonly agencyCode: string;
  readonly roles: readonly string[];
  readonly ratePerMinute: number;
  /** False when the client or its agency is disabled. */
  readonly isActive: boolean;
}

/** The epoch, active agreements of active agencies, all clients, and all accounts as clients `account:<name>`, of one moment. */
export const accessSnapshotSql = `
select (select epoch from hub.access_epoch) as epoch,
  (select coalesce(json_agg(json_build_object('clientId', c.client_id, 'agencyCode', c.agency_code, 'roles', c.roles,
      'ratePerMinute', c.rate_per_minute, 'isActive', c.is_active and a.is_active)), '[]')
    from (select client_id, agency_code, roles, rate_per_minute, is_active from hub.client
      union all select 'account:' || name, agency_code, roles, 1200, is_active from hub.account) c join hub.agency a on a.code = c.agency_code) as clients,
  (select coalesce(json_agg(json_build_object('agreementId', g.agreement_id, 'agencyCode', g.agency_code, 'library', g.library,
      'purposes', g.purposes, 'validFrom', g.valid_from, 'validTo', g.valid_to, 'attributes', g.attributes,
      'rowFilter', g.row_filter, 'operations', g.operations) order by g.created_at, g.agreement_id), '[]')
    from hub.agreement g join hub.agency a on a.code = g.agency_code where g.is_active and a.is_active) as agreements`;

interface AgreementRow {
  agreementId: string;
  agencyCode: string;
  library: string;
  purposes: string[];
  validFrom: string;
  validTo: string;
  attributes: Record<string, Visibility>;
  rowFilter: RowFilter[];
  operations: Operation[];
}

export interface AccessSnapshotRow {
  epoch: string | number;
  clients: ClientAccess[];
  agreements: AgreementRow[];
}

interface PeriodGrant {
  readonly grant: Grant;
  readonly from: number;
  readonly until: number;
}

export class AccessSnapshot {
  readonly epoch: number;
  readonly #clients: ReadonlyMap<string, ClientAccess>;
  readonly #grants = new Map<string, PeriodGrant[]>();

  constructor(row: AccessSnapshotRow) {
    this.epoch = Number(row.epoch);
    this.#clients = new Map(row.clients.map((client) => [client.clientId, client]));
    for (const agreement of row.agreements) this.#add(agreement);
  }

  client(clientId: string): ClientAccess | null {
    return this.#clients.get(clientId) ?? null;
  }

  /** The grant in force at an instant. Should two fit (see agreements.ts, which refuses it), the older agreement counts alone. */
  grant(agencyCode: string, need: Need, at: number): Grant | null {
    const candidates = this.#grants.get(grantKey(agencyCode, need.library, need.operation, need.purpose));
    if (candidates === undefined) return null;
    for (const { grant, from, until } of candidates) if (from <= at && at < until) return grant;
    return null;
  }

  #add(row: AgreementRow): void {
    const grant: Grant = {
      id: `${row.agreementId}:${this.epoch}`,
      agreementId: row.agreementId,
      agencyCode: row.agencyCode,
      library: row.library,
      purposes: new Set(row.purposes),
      attributes: new Map(Object.entries(row.attributes)),
      rowFilter: row.rowFilter,
      operations: new Set(row.operations),
    };
    const dated = { grant, from: startOf(row.validFrom), until: startOf(row.validTo) + dayLength };
    for (const purpose of grant.purposes) {
      for (const operation of grant.operations) this.#push(grantKey(row.agencyCode, row.library, operation, purpose), dated);
    }
  }

  #push(key: string, dated: PeriodGrant): void {
    const list = this.#grants.get(key);
    if (list) list.push(dated);
    else this.#grants.set(key, [dated]);
  }
}

const dayLength = 86_400_000;

/** The instant at which a civil date begins in Asia/Shanghai; `infinity` never ends. */
function startOf(civilDate: string): number {
  return civilDate === 'infinity' ? Infinity : Date.parse(`${civilDate}T00:00:00+08:00`);
}

function grantKey(agencyCode: string, library: string, operation: string, purpose: string): string {
  return `${agencyCode}\n${library}\n${operation}\n${purpose}`;
}

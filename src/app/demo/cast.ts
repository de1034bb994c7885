// The agencies, clients and agreements of the demonstration: who typically asks a hub, and what they are granted.
import type { LibraryDefinition } from '../../definition/types.ts';
import { createClient } from '../../identity/clients.ts';
import { createAgency, type AgencyKind } from '../../sharing/agencies.ts';
import { createAgreement, type NewAgreement } from '../../sharing/agreements.ts';
import type { Hub } from '../compose.ts';
import { findLibrary } from '../libraries.ts';

export interface Player {
  readonly clientId: string;
  readonly secret: string;
  readonly purpose: string;
}

export type Role = 'window' | 'bank' | 'steward' | 'auditor' | 'tender' | 'desk' | 'market' | 'court' | 'bureau';
export type Cast = Readonly<Record<Role, Player>>;

interface Part {
  readonly role: string;
  readonly purpose: string;
  readonly agency: { readonly code: string; readonly nameZh: string; readonly nameEn: string; readonly kind: AgencyKind };
  readonly agreements: Readonly<Record<string, Pick<NewAgreement, 'attributes' | 'operations'>>>;
  /** Beside the agreements above: every library, for a steward who compares values. Restricted ones of persons stay masked. */
  readonly comparesAll?: boolean;
}

const published: NewAgreement['attributes'] = {
  record_class: 'clear', list_code: 'clear', document_no: 'clear', subject_name: 'clear', subject_uscc: 'clear', subject_id_number: 'masked', decided_by: 'clear', decided_on: 'clear',
  listed_on: 'clear', reason: 'clear', content: 'clear', penalty_class: 'clear', violation: 'clear', fine_amount: 'clear', valid_from: 'clear', valid_to: 'clear', grade: 'clear',
};

const parts: Readonly<Record<Role, Part>> = {
  window: {
    role: 'agency', purpose: 'housing-subsidy',
    agency: { code: 'housing_window', nameZh: '住房保障窗口', nameEn: 'Housing assistance window', kind: 'window' },
    agreements: {
      population: {
        attributes: {
          full_name: 'clear', id_number: 'masked', sex: 'clear', birth_date: 'clear', marital_status: 'clear', hukou_address: 'clear',
          mobile_phone: 'masked', life_status: 'clear',
        },
        operations: ['read', 'verify', 'search'],
      },
      legal_person: {
        attributes: { uscc: 'clear', name: 'clear', short_name: 'clear', english_name: 'clear', pinyin_abbr: 'clear', entity_type: 'clear', registration_status: 'clear', address: 'clear', legal_rep_name: 'masked' },
        operations: ['read', 'verify', 'search'],
      },
      credit: {
        attributes: { record_class: 'clear', document_no: 'clear', subject_name: 'clear', decided_by: 'clear', decided_on: 'clear', content: 'clear' },
        operations: ['read', 'credit'],
      },
    },
  },
  bank: {
    role: 'verify-only', purpose: 'account-opening',
    agency: { code: 'bank_window', nameZh: '银行开户核验', nameEn: 'Bank, opening of accounts', kind: 'window' },
    agreements: { population: { attributes: { full_name: 'masked', id_number: 'masked', birth_date: 'masked' }, operations: ['verify'] } },
  },
  steward: {
    role: 'steward', purpose: 'data-governance',
    agency: { code: 'data_bureau', nameZh: '数据局', nameEn: 'Data bureau', kind: 'operator' },
    agreements: {}, comparesAll: true,
  },
  tender: {
    role: 'credit-check', purpose: 'tender-review',
    agency: { code: 'tender_office', nameZh: '公共资源交易中心', nameEn: 'Public tendering office', kind: 'department' },
    agreements: { credit: { attributes: published, operations: ['credit'] } },
  },
  desk: {
    role: 'subject-service', purpose: 'subject-request',
    agency: { code: 'credit_desk', nameZh: '信用服务窗口', nameEn: 'Credit service desk', kind: 'window' },
    agreements: { credit: { attributes: published, operations: ['read', 'credit'] } },
  },
  // Departments that the libraries name: they are registered already.
  market: {
    role: 'supplier', purpose: 'credit-case',
    agency: { code: 'market_regulation', nameZh: '市场监管', nameEn: 'Market regulation', kind: 'department' },
    agreements: {},
  },
  court: {
    role: 'supplier', purpose: 'credit-case',
    agency: { code: 'court', nameZh: '法院', nameEn: 'Court', kind: 'department' },
    agreements: {},
  },
  bureau: {
    role: 'bureau', purpose: 'credit-reporting',
    agency: { code: 'credit_bureau', nameZh: '征信机构', nameEn: 'Credit bureau', kind: 'bureau' },
    agreements: { credit: { attributes: published, operations: ['flags'] } },
  },
  auditor: {
    role: 'security-auditor', purpose: 'audit',
    agency: { code: 'audit_office', nameZh: '安全审计处', nameEn: 'Security audit office', kind: 'department' },
    agreements: {},
  },
};

/** Registers everyone, in force from 2020 to 2099. */
export async function enrolCast(hub: Hub): Promise<Cast> {
  const departments = await enrolDepartments(hub);
  const enrolled = await Promise.all((Object.keys(parts) as Role[]).map(async (role) => [role, await enrol(hub, parts[role], departments)] as const));
  return Object.fromEntries(enrolled) as Cast;
}

/** The departments that the libraries name; `hub -- agency list` shows them, and each could be given clients of its own. */
async function enrolDepartments(hub: Hub): Promise<ReadonlySet<string>> {
  const names = new Map(hub.libraries.flatMap(({ sources = {} }) => Object.entries(sources)));
  for (const [code, { zh, en }] of names) await createAgency(hub.prisma, { code, nameZh: zh, nameEn: en, kind: 'department' });
  return new Set(names.keys());
}

async function enrol(hub: Hub, part: Part, departments: ReadonlySet<string>): Promise<Player> {
  const agencyCode = part.agency.code;
  if (!departments.has(agencyCode)) await createAgency(hub.prisma, part.agency);
  const all = part.comparesAll === true ? Object.fromEntries(hub.libraries.map((library) => [library.code, comparing(library)])) : {};
  for (const [library, granted] of Object.entries({ ...all, ...part.agreements })) {
    await createAgreement(hub.prisma, findLibrary(hub.libraries, library), {
      ...granted, agencyCode, purposes: [part.purpose], legalBasis: 'demo', validFrom: '2020-01-01', validTo: '2099-12-31',
    });
  }
  const { client, secret } = await createClient(hub.clients, { agencyCode, name: part.agency.nameZh, roles: [part.role], clientId: `demo-${agencyCode}` });
  return { clientId: client.clientId, secret: secret ?? '', purpose: part.purpose };
}

function comparing({ attributes }: LibraryDefinition): Pick<NewAgreement, 'attributes' | 'operations'> {
  const shown = Object.entries(attributes).map(([code, { sensitivity }]) => [code, sensitivity === 'restricted' ? 'masked' : 'clear'] as const);
  return { attributes: Object.fromEntries(shown), operations: ['read', 'search', 'match', 'credit'] };
}

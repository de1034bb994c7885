// Roles of clients and the scopes they allow. Scopes are `<resource>:<verb>`; a role names kinds of libraries, so that a library added
// later needs no line here. A scope opens an operation; what it then shows is the share agreement's to say.
import type { LibraryDefinition } from '../definition/types.ts';

export const roles = [
  'supplier', 'agency', 'verify-only', 'credit-check', 'bureau', 'steward', 'catalogue-admin', 'security-auditor', 'subject-service',
  'operator', 'account-admin',
] as const;
export type Role = (typeof roles)[number];

/** Roles of people that ask for a second factor: who decides about data, or about others. */
const secondFactorRoles: readonly string[] = ['steward', 'catalogue-admin', 'security-auditor', 'operator', 'account-admin'];
/** Of these an account holds one at most: who runs the hub, who lets people in, and who looks at what both did (GB/T 22239-2019, 8.1.5). */
const separateRoles: readonly string[] = ['operator', 'account-admin', 'security-auditor'];

export function needsSecondFactor(held: readonly string[]): boolean {
  return held.some((role) => secondFactorRoles.includes(role));
}

/** Roles among those held that one person may not hold together; empty when all is well. */
export function rolesInConflict(held: readonly string[]): string[] {
  const separate = separateRoles.filter((role) => held.includes(role));
  return separate.length > 1 ? separate : [];
}

/** `{entity}` and `{subject_record}` stand for the resource of every library of that kind. */
const scopesOfRole: Readonly<Record<Role, readonly string[]>> = {
  supplier: ['feeds:read', 'libraries:read', 'loads:read', 'loads:write', 'rejects:read', 'challenges:read', 'challenges:answer', 'credit:read-cases', 'credit:decide-cases', 'credit:read-entries'],
  agency: [
    'libraries:read', 'challenges:read', 'challenges:withdraw', '{entity}:read', '{entity}:search', '{entity}:verify', '{entity}:challenge', '{entity}:match',
    '{subject_record}:read', '{subject_record}:search', '{subject_record}:challenge', 'credit:report', 'credit:events', 'webhooks:manage',
  ],
  'verify-only': ['libraries:read', '{entity}:verify'],
  'credit-check': ['libraries:read', 'credit:check', 'credit:feedback', 'credit:replay', 'credit:events', 'webhooks:manage', '{subject_record}:search'],
  bureau: ['libraries:read', 'credit:flags', 'credit:authorise', 'webhooks:manage', '{subject_record}:read', '{subject_record}:search'],
  steward: [
    'credit:replay', 'decisions:read', 'decisions:write', 'export:links', 'libraries:read', 'loads:read', 'loads:decide', 'rejects:read', 'tasks:read', 'tasks:write', 'challenges:read', 'challenges:answer',
    '{entity}:explain', '{entity}:match', '{entity}:read', '{entity}:search', '{subject_record}:explain', '{subject_record}:read', '{subject_record}:search',
    'credit:read-cases', 'credit:decide-cases', 'credit:read-entries', 'credit:report', 'agencies:read', 'feeds:read', 'models:read', 'models:rehearse',
  ],
  'catalogue-admin': ['libraries:read', 'credit:rules', 'agencies:read', 'agreements:read', 'clients:read'],
  'security-auditor': ['accounts:read', 'agencies:read', 'agreements:read', 'clients:read', 'audit:read', 'libraries:read', 'credit:read-entries', 'credit:replay'],
  'subject-service': [
    'libraries:read', '{entity}:read', '{subject_record}:search', 'credit:cases', 'credit:read-cases', 'credit:report', 'credit:authorise', 'credit:withdraw',
  ],
  operator: [
    'export:links', 'libraries:read', 'loads:read', 'loads:write', 'loads:decide', 'rejects:read', 'tasks:read', 'agencies:read', 'agreements:read',
    'clients:read', 'feeds:read', 'models:read', 'models:rehearse', 'models:activate',
  ],
  'account-admin': ['accounts:read', 'accounts:write', 'agencies:read'],
};

export function isRole(text: string): text is Role {
  return Object.hasOwn(scopesOfRole, text);
}

/** Scopes of a set of roles, sorted; roles that no longer exist allow nothing. */
export type ScopesOf = (roles: readonly string[]) => readonly string[];

/** Stamps the table for the libraries of this hub. */
export function createScopesOf(libraries: readonly Pick<LibraryDefinition, 'kind' | 'resource'>[]): ScopesOf {
  const stamp = (scope: string): string[] => {
    const kind = /^\{(\w+)\}/.exec(scope)?.[1];
    if (kind === undefined) return [scope];
    return libraries.filter((library) => library.kind === kind).map((library) => scope.replace(`{${kind}}`, library.resource));
  };
  const stamped = new Map<string, string[]>(roles.map((role) => [role, scopesOfRole[role].flatMap(stamp)]));
  return (held) => [...new Set(held.flatMap((role) => stamped.get(role) ?? []))].sort();
}

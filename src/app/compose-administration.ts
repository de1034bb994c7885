// Accounts, agencies, clients and agreements as the administration over the API uses them.
import type { AdministrationService } from '../api/deps.ts';
import { changeAccount, createAccount, listAccounts, readAccount, type AccountDeps } from '../identity/accounts.ts';
import { listClients } from '../identity/clients.ts';
import { listAgencies } from '../sharing/agencies.ts';
import { listAgreements } from '../sharing/agreements.ts';

export function createAdministration(deps: AccountDeps): AdministrationService {
  const { prisma, clock } = deps;
  return {
    listAccounts: (where) => listAccounts(deps, where),
    readAccount: (name) => readAccount(deps, name),
    createAccount: (account) => createAccount(deps, account),
    changeAccount: (name, change) => changeAccount(deps, name, change),
    listAgencies: () => listAgencies(prisma),
    listClients: (where) => listClients({ prisma }, where),
    async listAgreements(where) {
      const today = clock.today();
      return (await listAgreements(prisma, where)).map(({ validFrom, validTo, ...agreement }) => {
        const from = civil(validFrom);
        const to = civil(validTo);
        return { ...agreement, validFrom: from, validTo: to, isInForce: agreement.isActive && from <= today && today <= to };
      });
    },
  };
}

const civil = (date: Date): string => date.toISOString().slice(0, 10);

// GET and POST /v1/credit/rules: lists and measures as dated data, read by all clients and changed by the administrator of the catalogue.
import { importRules } from '../../credit/rules/import-rules.ts';
import { readRules } from '../../credit/rules/read-rules.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { ClientHandler } from '../deps.ts';

interface Dated {
  readonly listCode: string;
  readonly validFrom: string;
  readonly validTo: string | null;
}

export const readCreditRules: ClientHandler = async (deps, _call, { parameters }) => {
  const { on, list } = parameters as { on?: string; list?: string };
  const isAsked = (row: Dated): boolean =>
    (list === undefined || row.listCode === list) && (on === undefined || (row.validFrom <= on && (row.validTo === null || on <= row.validTo)));
  const { epoch, lists, measures } = await readRules(deps.pool);
  return { body: withoutSubjectData({ epoch, lists: lists.filter(isAsked), measures: measures.filter(isAsked) }) };
};

export const changeCreditRules: ClientHandler = async (deps, _call, { parameters, body }) => {
  const isRehearsal = parameters['rehearse'] === true;
  const epoch = parameters['epoch'] as number | undefined;
  const change = await importRules(deps, body, { isRehearsal, epoch });
  return { body: withoutSubjectData({ ...change, isRehearsal }), details: { epoch: change.epoch, lists: change.lists, entries: change.entries, isRehearsal } };
};

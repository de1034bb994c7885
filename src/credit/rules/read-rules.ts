// The credit rules in memory, and what they say of an entry. Read anew whenever their epoch has risen.
import type { Pool, PoolClient } from 'pg';
import { sql } from '../../store/sql.ts';
import type { CreditList, CreditMeasure, CreditRules } from './types.ts';

const day = (name: string): string => `to_char(${name}, 'YYYY-MM-DD')`;

export async function readRules(connection: Pool | PoolClient): Promise<CreditRules> {
  // One statement, so that the epoch is that of the rows.
  const { rows: [found] } = await connection.query<{ epoch: string; lists: CreditList[] | null; measures: CreditMeasure[] | null }>({
    text: `select epoch,
      (select json_agg(json_build_object('listCode', list_code, 'edition', edition, 'labelZh', label_zh, 'labelEn', label_en, 'polarity', polarity,
        'section', section, 'authority', authority, 'legalBasis', legal_basis, 'recordClass', record_class, 'recordList', record_list,
        'penaltyClasses', penalty_classes, 'leastAmount', least_amount, 'priority', priority, 'termMonths', term_months, 'isPublished', is_published,
        'minPublicationMonths', min_publication_months, 'maxPublicationMonths', max_publication_months, 'isRepairable', is_repairable,
        'validFrom', ${day('valid_from')}, 'validTo', ${day('valid_to')}, 'isConfirmed', is_confirmed) order by list_code, valid_from, edition) from hub.credit_list) as lists,
      (select json_agg(json_build_object('listCode', list_code, 'measureCode', measure_code, 'edition', edition, 'labelZh', label_zh, 'labelEn', label_en,
        'contentZh', content_zh, 'class', class, 'targetRole', target_role, 'departments', departments, 'matters', matters, 'legalBasis', legal_basis,
        'validFrom', ${day('valid_from')}, 'validTo', ${day('valid_to')}, 'repealedOn', ${day('repealed_on')}, 'isConfirmed', is_confirmed)
        order by list_code, class, measure_code, target_role, valid_from) from hub.credit_measure) as measures
      from hub.credit_rules`,
  });
  if (found === undefined) throw new Error('hub.credit_rules has lost its row');
  return { epoch: Number(found.epoch), lists: found.lists ?? [], measures: found.measures ?? [] };
}

/** Rules are confirmed to be the newest once a second at most: a change is seen within that second and a query. */
const confirmEvery = 1_000;

/** Keeps the rules of one process. Never older than a second when asked; throws when the database does not answer. */
export class LiveRules {
  readonly #pool: Pool;
  readonly #elapsed: () => number;
  #rules: CreditRules | null = null;
  #confirmedAt = -Infinity;
  #confirming: Promise<CreditRules> | null = null;

  constructor(pool: Pool, elapsed: () => number = () => performance.now()) {
    this.#pool = pool;
    this.#elapsed = elapsed;
  }

  async current(): Promise<CreditRules> {
    if (this.#rules !== null && this.#elapsed() - this.#confirmedAt < confirmEvery) return this.#rules;
    this.#confirming ??= this.#confirm().finally(() => (this.#confirming = null));
    return this.#confirming;
  }

  /** The rules as they are now: for whoever met an entry that those in memory do not explain yet. */
  async renew(): Promise<CreditRules> {
    await this.#confirming;
    this.#confirmedAt = -Infinity;
    return this.current();
  }

  async #confirm(): Promise<CreditRules> {
    const askedAt = this.#elapsed();
    const { rows: [row] } = await this.#pool.query<{ epoch: string }>(sql`select epoch from hub.credit_rules`);
    if (this.#rules === null || this.#rules.epoch !== Number(row?.epoch)) this.#rules = await readRules(this.#pool);
    this.#confirmedAt = askedAt;
    return this.#rules;
  }
}

/** What is asked of an entry; days are YYYY-MM-DD. */
export interface ListedEntry {
  readonly listCode: string;
  readonly edition: string;
  readonly decidedOn: string | null;
  readonly beginsOn: string;
}

/** The row by which the entry was judged. Throws when the rules do not hold it: entries are computed from them, so they must. */
export function listOf({ lists }: CreditRules, { listCode, edition, decidedOn, beginsOn }: ListedEntry): CreditList {
  const on = decidedOn ?? beginsOn;
  const found = lists.findLast((list) => list.listCode === listCode && list.edition === edition && list.validFrom <= on && (list.validTo === null || on <= list.validTo));
  if (found === undefined) throw new Error(`no rule for list ${listCode} of edition ${edition}`);
  return found;
}

/**
 * What follows from the entry on a day, for every role and matter: the measures that governed decisions of its day and are not repealed.
 * Of one measure and role the row that began last holds.
 */
export function measuresFor({ measures }: CreditRules, entry: ListedEntry, on: string): readonly CreditMeasure[] {
  const decided = entry.decidedOn ?? entry.beginsOn;
  const newest = new Map<string, CreditMeasure>();
  for (const measure of measures) {
    const { listCode, measureCode, targetRole, validFrom, validTo, repealedOn } = measure;
    if (listCode !== entry.listCode || validFrom > decided || (validTo !== null && validTo < decided)) continue;
    if (repealedOn === null || on < repealedOn) newest.set(`${measureCode} ${targetRole}`, measure);
  }
  return [...newest.values()];
}

export function appliesTo({ departments, matters }: CreditMeasure, asked: { readonly department: string; readonly matter: string }): boolean {
  return (departments.includes('*') || departments.includes(asked.department)) && matters.some((matter) => fits(matter, asked.matter));
}

function fits(pattern: string, matter: string): boolean {
  return pattern.endsWith('*') ? matter.startsWith(pattern.slice(0, -1)) : pattern === matter;
}

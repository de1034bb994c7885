// Scores a described person or firm against a library without writing: keys → records under them → pairs → golden records, best first.
import type { Pool } from 'pg';
import { nameAttribute } from '../../definition/columns.ts';
import { keyFacts } from '../../definition/key-facts.ts';
import type { BlockDefinition, KeyFacts, LibraryDefinition } from '../../definition/types.ts';
import type { Label } from '../../kernel/labels.ts';
import type { IdentifierTypeCode } from '../../standards/identifier-types.ts';
import { placeholderBirthDate } from '../../text/dates.ts';
import { comparePair, reasonsOf, type Reason } from '../explain/reasons.ts';
import { planMatch, profileOf, type MatchPlan, type Profile } from '../resolve/scored/match-plan.ts';
import { blockCap, blockKeysOf, blockOfKey } from '../resolve/scored/record-keys.ts';
import { ActiveScorer, type CompiledScorer } from '../resolve/scored/active-scorer.ts';
import { profileAt } from '../resolve/scored/profiles.ts';
import { gatherCandidates, type GatheredGolden } from './described-candidates.ts';
import { findDescribedSql } from './described.sql.ts';
import { splitLookupKey, type IdentifierKeys } from './identifier-keys.ts';
import type { Reach } from './reach.ts';
import type { StatementNames } from './statement-names.ts';
import type { StatedValues } from './verify.ts';

export interface DescribedCandidate {
  readonly goldenId: string;
  /** Bits of the best of its records. */
  readonly score: number;
  /** Share of pairs of this score that are one entity; null where the number decides and not the score. */
  readonly expectedPrecision: number | null;
  readonly outcome: 'match' | 'review';
  /** What the two may be instead (a branch and its parent). */
  readonly relation: string | null;
  /** Types of the stated numbers that lead to it. */
  readonly identifiers: readonly string[];
  readonly reasons: readonly Reason[];
}

export interface DescribedAnswer {
  readonly modelId: number;
  /** Best first. */
  readonly candidates: readonly DescribedCandidate[];
  /** Blocks that hold too many records under the description's key to be compared: more must be stated. */
  readonly cappedBlocks: readonly { readonly code: string; readonly label: Label }[];
}

export interface Description {
  readonly reach: Reach;
  /** Attribute → text as people write it. */
  readonly stated: Readonly<Record<string, string>>;
  readonly values: StatedValues;
  readonly keys: IdentifierKeys;
  readonly limit: number;
}

export class DescribedMatcher {
  readonly #pool: Pool;
  readonly #statements: StatementNames;
  readonly #plan: MatchPlan;
  readonly #active: ActiveScorer;

  constructor(deps: { readonly pool: Pool; readonly statements: StatementNames }, plan: MatchPlan) {
    this.#pool = deps.pool;
    this.#statements = deps.statements;
    this.#plan = plan;
    this.#active = new ActiveScorer(deps.pool, plan);
  }

  /** Null where the library's rules are keys alone. */
  static create(deps: { readonly pool: Pool; readonly statements: StatementNames }, library: LibraryDefinition): DescribedMatcher | null {
    const plan = planMatch(library);
    return plan === null ? null : new DescribedMatcher(deps, plan);
  }

  /** Only attributes within the reach are compared, only golden records within it are answered. MODEL_NONE. */
  async match(description: Description): Promise<DescribedAnswer> {
    const { described, contradicts, identifiers } = describe(this.#plan, description);
    const keys = blockKeysOf(this.#plan, described);
    const query = findDescribedSql(this.#plan, description.reach, {
      keys, caps: keys.map((key) => blockCap(blockOf(this.#plan, key))),
      types: identifiers.map(({ type }) => type), values: identifiers.map(({ value }) => value),
    });
    const [compiled, { rows }] = await Promise.all([
      this.#active.current(),
      this.#pool.query<(string | null)[]>({ name: this.#statements.nameOf(query.text), text: query.text, values: query.values, rowMode: 'array' }),
    ]);
    const found = rows.filter((row) => row[0] !== null)
      .map((row) => ({ goldenId: row[0]!, identifiers: row[1]?.split(' ') ?? [], record: profileAt(this.#plan, row, 3) }));
    const gathered = gatherCandidates(this.#plan, compiled, { described, contradicts, found });
    return {
      modelId: compiled.modelId,
      candidates: gathered.slice(0, description.limit).map((golden) => this.#explain(described, golden, compiled)),
      cappedBlocks: cappedBlocks(this.#plan, rows),
    };
  }

  #explain(described: Profile, golden: GatheredGolden, { scorer }: CompiledScorer): DescribedCandidate {
    const { goldenId, outcome, relation, identifiers, best, isByNumber } = golden;
    const compared = comparePair(this.#plan, scorer, described, best);
    const score = scorer.weigh(compared.levels, compared.terms);
    return {
      goldenId, score: Math.round(score * 100) / 100, expectedPrecision: isByNumber ? null : scorer.expected(score), outcome, relation, identifiers,
      reasons: reasonsOf(this.#plan, scorer, compared),
    };
  }
}

interface Described {
  readonly described: Profile;
  /** Stated facts differ from those of the stated number. */
  readonly contradicts: boolean;
  readonly identifiers: readonly { readonly type: string; readonly value: string }[];
}

/** The description as a record that is compared. It has no id: no record of the hub is it. */
function describe(plan: MatchPlan, { stated, values, keys }: Description): Described {
  const { library } = plan;
  const usable = library.identifiers.flatMap(({ attribute, types, strength }) => {
    const text = stated[attribute];
    if (text === undefined) return [];
    for (const type of types) {
      const known = keys.read({ type, value: text });
      if ('keys' in known) return known.keys.map((key) => ({ ...splitLookupKey(key), strength }));
    }
    return [];
  });
  const unique = usable.find(({ strength }) => strength === 'unique');
  const facts = unique === undefined ? {} : keyFacts(unique.type as IdentifierTypeCode, unique.value);
  const read = (code: string): string | null => {
    const value = stated[code] === undefined ? null : values.describe(code, stated[code]);
    // As in a file: nobody is born on the placeholder date whose number does not say so.
    const isPlaceholder = library.attributes[code]?.options?.keep1900 === true && value === placeholderBirthDate && facts.birth_date !== value;
    return isPlaceholder ? null : value;
  };
  const described = profileOf(plan, '', unique?.value ?? null, plan.attributes.map(read));
  return { described, contradicts: isContradicting(library, facts, read), identifiers: usable };
}

/** P3 on what is stated: birth date or sex differ from those of the number. */
function isContradicting(library: LibraryDefinition, facts: KeyFacts, read: (code: string) => string | null): boolean {
  return Object.entries(library.matchRules.deterministic.key.contradiction?.facts ?? {}).some(([attribute, fact]) => {
    const said = read(attribute);
    const known = facts[fact as keyof typeof facts];
    return said !== null && known !== undefined && said !== known && !(fact === 'sex' && said !== '1' && said !== '2');
  });
}

function blockOf(plan: MatchPlan, key: string): BlockDefinition {
  return plan.scored.blocks[blockOfKey(key)]!;
}

function cappedBlocks(plan: MatchPlan, rows: readonly (string | null)[][]): DescribedAnswer['cappedBlocks'] {
  const blocks = new Set(rows.filter((row) => row[0] === null).map((row) => blockOf(plan, row[2]!)));
  return [...blocks].map(({ code, label }) => ({ code, label }));
}

/** Attributes by which a person or firm may be described. */
export function describableAttributes(library: LibraryDefinition): string[] {
  const plan = planMatch(library);
  if (plan === null) return [];
  const name = nameAttribute(library);
  const described = new Set([...plan.attributes, ...library.identifiers.map(({ attribute }) => attribute), ...(name === null ? [] : [name])]);
  return Object.keys(library.attributes).filter((code) => described.has(code));
}

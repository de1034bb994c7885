// From what was asked and the facts under the library's lock to what the decision says of records. Pure; refuses what makes no sense.
import { nameAttribute } from '../../definition/columns.ts';
import { keyAttributes } from '../../definition/key-parts.ts';
import { nameKeys, subjectNameKeys } from '../../definition/match-forms.ts';
import type { LibraryDefinition } from '../../definition/types.ts';
import { HubError } from '../../kernel/errors.ts';
import { StatedValues } from '../query/verify.ts';
import type { ChallengeRequest, Effects, FirstRequest, PinnedValue, RelationRequest, SameRequest, Sides } from './decision.ts';

/** A golden record that is alive, after redirects. */
export interface GoldenFact {
  readonly goldenId: string;
  readonly version: number;
  /** Digest of its valid number, null without one. */
  readonly number: string | null;
  /** Its active records: with a number first, then the oldest. */
  readonly records: readonly RecordFact[];
}

export interface RecordFact {
  readonly recordId: string;
  readonly handle: string;
}

export interface DecisionFacts {
  /** By the id that was asked, and by its own. */
  readonly goldens: ReadonlyMap<string, GoldenFact>;
  /** Records that the task names and that are in no golden record. */
  readonly held: readonly RecordFact[];
  /** Golden records that the task names. */
  readonly ofTask: readonly GoldenFact[];
  /** Records linked by the scores that a hold names. */
  readonly linkedByScore: readonly RecordFact[];
  readonly library: LibraryDefinition;
  /** Civil date in Asia/Shanghai. */
  readonly today: string;
}

/** Records that stand for their golden record in a decision; further ones would add nothing but rows. */
export const mostAnchors = 50;

/** Links that one decision may undo. */
export const mostHeld = 100_000;

/** The request names its golden records (fillFromTask). Throws HubError DECISION_INVALID (with `why`) and DECISION_NUMBERS. */
export function planDecision(request: FirstRequest, facts: DecisionFacts): Effects {
  switch (request.kind) {
    case 'same':
    case 'not_same': return planSame(request, facts);
    case 'split': {
      const { leaving, staying } = partOf(request.golden, request.records, facts);
      const others = request.golden === undefined ? facts.ofTask.flatMap(anchors) : staying.slice(0, mostAnchors);
      return { apart: leaving, never: sides(leaving, others) };
    }
    case 'move': {
      const { leaving, staying } = partOf(request.golden, request.records, facts);
      const target = goldenOf(request.to, facts);
      if (target.goldenId === goldenIdOf(request.golden, facts)) throw refused('target_is_origin');
      return { apart: leaving, same: sides(leaving, anchors(target)), never: sides(leaving, staying.slice(0, mostAnchors)) };
    }
    case 'withdraw': return { out: namedRecords(request.golden, request.records, facts) };
    case 'hold': {
      if (facts.linkedByScore.length === 0) throw refused('no_links');
      if (facts.linkedByScore.length > mostHeld) throw refused('too_many_links');
      return { hold: facts.linkedByScore.map(({ recordId }) => recordId) };
    }
    case 'pin': return { pin: planPin(request, request.golden!, facts) };
    case 'relate':
    case 'not_related': return { relation: planRelation(request, facts) };
    case 'accept_challenge':
    case 'refuse_challenge': return planChallenge(request, facts);
  }
}

function planSame({ kind, goldens = [], acceptsNumbers = false }: SameRequest, facts: DecisionFacts): Effects {
  const distinct = [...new Map(goldens.map((id) => [goldenIdOf(id, facts)!, goldenOf(id, facts)])).values()];
  if (distinct.length < Math.max(goldens.length, 2)) throw refused('one_golden_record');
  const pairs = distinct.flatMap((one, index) => distinct.slice(index + 1).map((other): readonly [GoldenFact, GoldenFact] => [one, other]));
  if (kind === 'not_same') return { never: pairs.flatMap(([one, other]) => sides(...leavingFirst(one, other))) };
  const numbers = [...new Set(distinct.map(({ number }) => number).filter((number) => number !== null))].sort();
  if (numbers.length > 1 && !acceptsNumbers) throw new HubError('DECISION_NUMBERS', 'different valid numbers', { numbers: numbers.length });
  return { same: pairs.flatMap(([one, other]) => sides(anchors(one), anchors(other))), numbers };
}

/** Should a number put both in one cluster one day, the smaller side leaves it; of equal ones the one with the greater record. */
function leavingFirst(one: GoldenFact, other: GoldenFact): [string[], string[]] {
  const isOneLarger = one.records.length !== other.records.length
    ? one.records.length > other.records.length
    : one.records[0]!.recordId < other.records[0]!.recordId;
  return isOneLarger ? [anchors(other), anchors(one)] : [anchors(one), anchors(other)];
}

/** Only relations within the library: those to others are what its sources say of them. */
function planRelation({ kind, relation: type, golden, to }: RelationRequest, facts: DecisionFacts): NonNullable<Effects['relation']> {
  const { library } = facts;
  if (!library.relations.some((relation) => relation.type === type && relation.target === library.code)) throw refused('relation');
  const [from, target] = [goldenOf(golden, facts), goldenOf(to, facts)];
  if (from.goldenId === target.goldenId) throw refused('one_golden_record');
  return { type, isRefused: kind === 'not_related', from: anchors(from), to: anchors(target) };
}

function planChallenge(request: ChallengeRequest, facts: DecisionFacts): Effects {
  goldenOf(request.golden, facts);
  if (request.kind === 'refuse_challenge') {
    if (request.pin !== undefined || request.records !== undefined) throw refused('refusal_has_effects');
    return {};
  }
  return {
    ...(request.pin === undefined ? {} : { pin: planPin(request.pin, request.golden, facts) }),
    ...(request.records === undefined ? {} : { out: namedRecords(request.golden, request.records, facts) }),
  };
}

/** The value in the form in which a feed's cell would be held. The number that names the entity changes by notices and decisions about records. */
function planPin({ attribute, value, until }: PinnedValue, golden: string, facts: DecisionFacts): NonNullable<Effects['pin']> {
  const { library, today } = facts;
  const definition = library.attributes[attribute];
  if (definition === undefined || keyAttributes(library).includes(attribute)) throw refused('attribute');
  if (until < today) throw refused('until');
  const held = new StatedValues(library, today).read(attribute, value);
  if (held === null) throw refused('value');
  const keysOf = library.subject ? subjectNameKeys : (name: string) => nameKeys(definition, name);
  return {
    attribute, value: held, until, decidedOn: today,
    nameKeys: attribute === nameAttribute(library) ? keysOf(held) : null,
    records: anchors(goldenOf(golden, facts)),
  };
}

/** Some of a golden record's records, and the others; or held records of the task, and none. */
function partOf(golden: string | undefined, handles: readonly string[], facts: DecisionFacts): { leaving: string[]; staying: string[] } {
  const leaving = namedRecords(golden, handles, facts);
  if (golden === undefined) return { leaving, staying: [] };
  const staying = goldenOf(golden, facts).records.map(({ recordId }) => recordId).filter((id) => !leaving.includes(id));
  if (staying.length === 0) throw refused('all_records');
  return { leaving, staying };
}

function namedRecords(golden: string | undefined, handles: readonly string[], facts: DecisionFacts): string[] {
  const known = golden === undefined ? facts.held : goldenOf(golden, facts).records;
  const found = known.filter(({ handle }) => handles.includes(handle)).map(({ recordId }) => recordId);
  if (found.length === 0 || found.length < new Set(handles).size) throw refused('record_unknown');
  return found;
}

function goldenOf(id: string, { goldens }: Pick<DecisionFacts, 'goldens'>): GoldenFact {
  const found = goldens.get(id);
  if (found === undefined) throw new HubError('NOT_FOUND', 'no such golden record');
  return found;
}

function goldenIdOf(id: string | undefined, facts: DecisionFacts): string | undefined {
  return id === undefined ? undefined : goldenOf(id, facts).goldenId;
}

function anchors({ records }: GoldenFact): string[] {
  return records.slice(0, mostAnchors).map(({ recordId }) => recordId);
}

function sides(left: readonly string[], right: readonly string[]): Sides[] {
  return left.length === 0 || right.length === 0 ? [] : [[left, right]];
}

function refused(why: string): HubError {
  return new HubError('DECISION_INVALID', 'the decision makes no sense', { why });
}

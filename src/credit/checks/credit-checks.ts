// The check: whether something in force reaches a subject in this matter, asked of one or of up to ten thousand. The answer and the row
// that keeps it are made from one text; whoever sends the answer first makes the row durable (with its audit event).
import type { Pool } from 'pg';
import type { LibraryDefinition } from '../../definition/types.ts';
import { StatementNames } from '../../engine/query/statement-names.ts';
import type { Clock } from '../../kernel/clock.ts';
import { HubError } from '../../kernel/errors.ts';
import type { LiveRules } from '../rules/read-rules.ts';
import { checkRow, digestOf, type Asker } from './check-row.ts';
import { LiveFeedbackTerm } from './due-dates.ts';
import type { CheckReach } from './find-subjects.sql.ts';
import { judge, membersOf } from './judge.ts';
import { MeasureTexts, type MatterTexts } from './measure-texts.ts';
import { SubjectFinder } from './subject-finder.ts';
import { SubjectKeys, type SubjectKey } from './subject-keys.ts';
import type { FoundSubject, Judged, StatedSubject } from './types.ts';

export interface ChecksDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly libraries: readonly LibraryDefinition[];
  readonly rules: LiveRules;
}

/** An answer to be sent once its row is durable. */
export interface CheckAnswer {
  /** JSON text. */
  readonly text: string;
  /** For keepChecks. */
  readonly row: string;
  /** Library of the subjects; null: none, or several. */
  readonly library: string | null;
  readonly goldenIds: readonly string[];
}

const nobody: readonly FoundSubject[] = [];

export class CreditChecks {
  readonly keys: SubjectKeys;
  readonly finder: SubjectFinder;
  readonly term: LiveFeedbackTerm;
  readonly #deps: ChecksDeps;
  #texts: MeasureTexts | null = null;

  constructor(deps: ChecksDeps) {
    this.#deps = deps;
    this.keys = new SubjectKeys(deps.libraries, deps.clock);
    this.finder = new SubjectFinder({ pool: deps.pool, clock: deps.clock, statements: new StatementNames() });
    this.term = new LiveFeedbackTerm(deps);
  }

  /** Throws IDENTIFIER_UNUSABLE where the number breaks its standard: nobody can bear it. */
  async check(asker: Asker, reach: CheckReach, { identifier, name }: StatedSubject): Promise<CheckAnswer> {
    const key = this.keys.read(identifier, name);
    if ('reason' in key) throw new HubError('IDENTIFIER_UNUSABLE', 'the number is none of its type', { rule: key.reason });
    const { texts, judged } = await this.underRules(async (texts) => {
      const matter = matterOf(texts, asker);
      return judge(matter, key.name, holdersOf(key, await this.finder.find(key.library, matter.scopeOf(reach), key.keys)));
    });
    const at = this.#deps.clock.now();
    const { goldenId, measureCount } = judged;
    const text = `{"checkId":"${asker.checkId}",${membersOf(judged)},"asOf":"${at.toISOString()}","rulesEpoch":${texts.rules.epoch}}`;
    const row = checkRow({
      asker, at, kind: 'single', results: [judged.result], subjectIds: [goldenId], rulesEpoch: texts.rules.epoch, answer: text,
      stated: [isUncertain(judged) ? digestOf(key.keys[0] ?? '', key.name) : null],
      dueOn: measureCount === 0 ? null : await this.term.dueOn(), duties: measureCount === 0 ? [] : [{ item: 0, measures: measureCount }],
    });
    return { text, row, library: goldenId === null ? null : key.library.code, goldenIds: goldenId === null ? [] : [goldenId] };
  }

  /**
   * Finds and judges by the rules in memory; where they do not know a list, because it was changed a moment ago, once more by those of now.
   * Whatever is judged together is judged by one state of the rules.
   */
  async underRules<T>(judging: (texts: MeasureTexts) => Promise<T>): Promise<{ texts: MeasureTexts; judged: T }> {
    const held = await this.texts();
    try {
      return { texts: held, judged: await judging(held) };
    } catch (error) {
      const texts = await this.texts({ isRenewed: true });
      if (texts.rules === held.rules) throw error;
      return { texts, judged: await judging(texts) };
    }
  }

  /** The measures as the rules have them now. */
  async texts({ isRenewed = false } = {}): Promise<MeasureTexts> {
    const rules = await (isRenewed ? this.#deps.rules.renew() : this.#deps.rules.current());
    const today = this.#deps.clock.today();
    if (this.#texts === null || this.#texts.rules !== rules || this.#texts.today !== today) this.#texts = new MeasureTexts(rules, today);
    return this.#texts;
  }

  get clock(): Clock {
    return this.#deps.clock;
  }
}

export function matterOf(texts: MeasureTexts, { department, matterCode }: Pick<Asker, 'department' | 'matterCode'>): MatterTexts {
  return texts.in({ department, matter: matterCode });
}

/** Golden records that bear any of the keys, each once. */
export function holdersOf({ keys }: SubjectKey, found: ReadonlyMap<string, readonly FoundSubject[]>): readonly FoundSubject[] {
  const [only = ''] = keys;
  if (keys.length === 1) return found.get(only) ?? nobody;
  const all = new Map<string, FoundSubject>();
  for (const key of keys) for (const subject of found.get(key) ?? nobody) all.set(subject.goldenId, subject);
  return [...all.values()];
}

export const isUncertain = ({ result }: Judged): boolean => result === 'unknown' || result === 'identity_mismatch' || result === 'invalid';


// Answers of a part of a file as they are kept: what the rules say stands once for all entries of a part, since a million answers repeat a
// few hundred texts. readPartAnswer makes of it what the single check would have said.
import { LineChunks } from '../../../engine/ingest/line-chunks.ts';
import type { AppliedEntry, AppliedRule, CheckedEntry, CheckedMeasure, CheckResult, Judged } from '../types.ts';

/** Entry id, version, polarity, role, firm, first day, last day, disputed, place of its texts. */
type PackedEntry = readonly [string, number, CheckedEntry['polarity'], CheckedEntry['targetRole'], string | null, string, string | null, boolean, number];
/** A result alone, an invalid number with its rule, or a result with entries. */
type PackedAnswer = CheckResult | { readonly invalid: string } | { readonly result: CheckResult; readonly entries: readonly PackedEntry[] };

export interface PartAnswers {
  readonly checkId: string;
  readonly asOf: string;
  readonly rulesEpoch: number;
  readonly texts: readonly { readonly list: CheckedEntry['list']; readonly measures: readonly CheckedMeasure[] }[];
  readonly results: readonly PackedAnswer[];
}

export interface PartAnswer {
  readonly result: CheckResult;
  readonly reason?: string;
  readonly entries: readonly CheckedEntry[];
  readonly disputed: boolean;
}

/** Collects the answers of one part as bytes. */
export class PartPacker {
  readonly #answers = new LineChunks();
  readonly #rules = new Map<AppliedRule, number>();
  #count = 0;

  add({ result, applied, reason }: Judged): void {
    const comma = this.#count++ === 0 ? '' : ',';
    if (reason !== null) this.#answers.add(`${comma}{"invalid":${JSON.stringify(reason)}}`);
    else if (applied.length === 0) this.#answers.add(`${comma}"${result}"`);
    else this.#answers.add(`${comma}{"result":"${result}","entries":[${applied.map((each) => this.#pack(each)).join(',')}]}`);
  }

  /** JSON text of PartAnswers. */
  end(head: { readonly checkId: string; readonly asOf: Date; readonly rulesEpoch: number }): string {
    const texts = [...this.#rules.keys()].map(({ list, measures }) => `{"list":${list},"measures":${measures}}`);
    const results = Buffer.concat(this.#answers.take()).toString('utf8');
    return `{"checkId":"${head.checkId}","asOf":"${head.asOf.toISOString()}","rulesEpoch":${head.rulesEpoch},"texts":[${texts.join(',')}],"results":[${results}]}`;
  }

  #pack({ entry, rule }: AppliedEntry): string {
    let place = this.#rules.get(rule);
    if (place === undefined) this.#rules.set(rule, (place = this.#rules.size));
    const { entryId, version, polarity, role, firm, beginsOn, until, isDisputed } = entry;
    return `["${entryId}",${version},"${polarity}","${role}",${firm === null ? 'null' : JSON.stringify(firm)},"${beginsOn}",${until === null ? 'null' : `"${until}"`},${isDisputed},${place}]`;
  }
}

/** The answer at a place; null when there is none. */
export function readPartAnswer({ texts, results }: PartAnswers, place: number): PartAnswer | null {
  const packed = results[place];
  if (packed === undefined) return null;
  if (typeof packed === 'string') return { result: packed, entries: [], disputed: false };
  if ('invalid' in packed) return { result: 'invalid', reason: packed.invalid, entries: [], disputed: false };
  const entries = packed.entries.map(([entryId, version, polarity, role, firm, beginsOn, until, disputed, text]): CheckedEntry => ({
    entryId, version, list: texts[text]!.list, polarity, targetRole: role, ...(role === 'subject' ? {} : { via: { role, name: firm ?? '' } }), beginsOn, until, disputed,
    measures: texts[text]!.measures,
  }));
  return { result: packed.result, entries, disputed: entries.some((entry) => entry.disputed) };
}

// Answers a staged file in parts: each part's lines are on disk before its row, its audit event and the progress of the file commit as
// one. Whoever goes on after a crash cuts the result back to what is known to be answered, so that no row is answered twice.
import type { FileHandle } from 'node:fs/promises';
import type { PoolClient } from 'pg';
import { LineChunks } from '../../../engine/ingest/line-chunks.ts';
import { lookupKey } from '../../../engine/query/identifier-keys.ts';
import { copyOut } from '../../../store/copy.ts';
import { checkRow, digestOf, keepParts, type Asker } from '../check-row.ts';
import { isUncertain, matterOf, type CreditChecks } from '../credit-checks.ts';
import type { CheckReach } from '../find-subjects.sql.ts';
import { judge, judgedInvalid } from '../judge.ts';
import type { MatterTexts, MeasureTexts } from '../measure-texts.ts';
import { collectHolders } from '../subject-rows.ts';
import type { Judged } from '../types.ts';
import type { FileColumns } from './file-columns.ts';
import { fileJoinSql } from './file-join.sql.ts';
import { readJoin, type JoinedRow } from './join-rows.ts';
import { PartPacker } from './part-answers.ts';
import { headerLine, resultLine } from './result-csv.ts';
import { subjectTable } from './stage-subjects.ts';

/** Rows of a part: what is read and judged again at most after a crash. Each part costs two syncs to disk. */
const partRows = 20_000;

/** Makes an audit event and the rows beside it durable. */
export type KeepPart = (event: PartEvent, beside: { readonly kind: typeof keepParts; readonly row: string }) => Promise<void>;

export interface PartEvent {
  readonly asker: Asker;
  readonly at: Date;
  readonly library: string | null;
  readonly goldenIds: readonly string[];
  readonly subjectCount: number;
}

export interface AnswerRequest {
  readonly fileCheckId: string;
  readonly asker: Omit<Asker, 'checkId'>;
  readonly reach: CheckReach;
  readonly columns: FileColumns;
  readonly result: FileHandle;
  readonly resultBytes: number;
  readonly answered: number;
  readonly counts: Readonly<Record<string, number>>;
  /** Whether the file is still this process's to answer. */
  readonly isMine: () => Promise<boolean>;
}

export interface AnswerDeps {
  readonly checks: CreditChecks;
  readonly newId: () => string;
  /** Of a rule's code: what people read about it. */
  readonly ruleOf: (code: string) => { readonly label: { readonly zh: string; readonly en: string } } | undefined;
  readonly keep: KeepPart;
}

export async function answerFile(deps: AnswerDeps, client: PoolClient, request: AnswerRequest): Promise<void> {
  const texts = await beginUnderRules(deps.checks, client);
  const matter = matterOf(texts, request.asker);
  const writer = new PartWriter(deps, request, matter);
  const statement = fileJoinSql({
    libraries: deps.checks.keys.libraries, table: subjectTable(request.fileCheckId), after: request.answered, today: texts.today,
    scope: matter.scopeOf(request.reach),
  });
  // The plan needs room: a million rows are hashed and put into the order of the file.
  await client.query(`set local work_mem = '128MB'`);
  for await (const rows of readJoin(copyOut(client, statement))) {
    for (const row of rows) {
      const busy = writer.add(row);
      if (busy) await busy;
    }
  }
  await client.query('commit');
  await writer.end();
}

/** Opens the transaction whose snapshot the whole file is answered from, with the rules of that very snapshot. */
async function beginUnderRules(checks: CreditChecks, client: PoolClient): Promise<MeasureTexts> {
  for (let isRenewed = false; ; isRenewed = true) {
    await client.query('begin isolation level repeatable read');
    const { rows } = await client.query<{ epoch: number }>('select epoch from hub.credit_rules');
    const texts = await checks.texts({ isRenewed });
    if (texts.rules.epoch === Number(rows[0]?.epoch)) return texts;
    await client.query('rollback');
  }
}

/** Lines and answers are bytes at once: as strings they would live until the part ends, and cost most of its time in collecting them. */
interface OpenPart {
  readonly checkId: string;
  readonly firstRow: number;
  readonly lines: LineChunks;
  readonly answers: PartPacker;
  readonly subjectIds: (string | null)[];
  readonly stated: (string | null)[];
  readonly results: Set<Judged['result']>;
  readonly libraries: Set<string>;
}

class PartWriter {
  readonly #deps: AnswerDeps;
  readonly #request: AnswerRequest;
  readonly #texts: MatterTexts;
  readonly #counts: Record<string, number>;
  #bytes: number;
  #answered: number;
  #part: OpenPart | null = null;
  /** The part that is being made durable while the next is judged. */
  #keeping: Promise<void> = Promise.resolve();

  constructor(deps: AnswerDeps, request: AnswerRequest, texts: MatterTexts) {
    this.#deps = deps;
    this.#request = request;
    this.#texts = texts;
    this.#counts = { ...request.counts };
    this.#bytes = request.resultBytes;
    this.#answered = request.answered;
  }

  /** A promise only where there is something to wait for: a row costs microseconds. */
  add(row: JoinedRow): Promise<void> | void {
    if (row.found.some(({ redirectTo }) => redirectTo !== null)) return this.#judgeMerged(row).then((judged) => this.#add(row, judged));
    return this.#add(row, row.reason === null ? judge(this.#texts, row.statedName, collectHolders(row.found)) : judgedInvalid(row.reason));
  }

  #add(row: JoinedRow, judged: Judged): Promise<void> | void {
    const part = (this.#part ??= this.#open(row));
    const { language } = this.#request.columns;
    const place = part.subjectIds.length;
    part.lines.add(resultLine({ own: row.cells, judged, checkId: `${part.checkId}.${place}`, reason: this.#reasonOf(judged, language) }, language));
    part.answers.add(judged);
    part.subjectIds.push(judged.goldenId);
    part.stated.push(isUncertain(judged) && judged.reason === null ? digestOf(keysOf(row)[0] ?? '', row.statedName) : null);
    part.results.add(judged.result);
    if (judged.goldenId !== null && row.library !== null) part.libraries.add(row.library);
    this.#counts[judged.result] = (this.#counts[judged.result] ?? 0) + 1;
    if (place + 1 >= partRows) return this.#turn();
  }

  #open({ row }: JoinedRow): OpenPart {
    const lines = new LineChunks();
    if (row === 1) lines.add(headerLine(this.#request.columns));
    return {
      checkId: this.#deps.newId(), firstRow: row, lines, answers: new PartPacker(), subjectIds: [], stated: [], results: new Set(), libraries: new Set(),
    };
  }

  async end(): Promise<void> {
    await this.#turn();
    await this.#keeping;
  }

  /** Merged meanwhile: followed one by one, since there are hardly any. */
  async #judgeMerged(row: JoinedRow): Promise<Judged> {
    const { checks } = this.#deps;
    const library = checks.keys.libraries.find(({ code }) => code === row.library)!;
    const found = await checks.finder.query(library, this.#texts.scopeOf(this.#request.reach), keysOf(row));
    return judge(this.#texts, row.statedName, [...new Map([...found.values()].flat().map((subject) => [subject.goldenId, subject])).values()]);
  }

  #reasonOf({ reason }: Judged, language: 'zh' | 'en'): string {
    return reason === null ? '' : `${reason} ${this.#deps.ruleOf(reason)?.label[language] ?? ''}`.trim();
  }

  /** Starts to keep the part, after the one before it. */
  async #turn(): Promise<void> {
    const part = this.#part;
    if (part === null) return;
    this.#part = null;
    await this.#keeping;
    this.#answered += part.subjectIds.length;
    const keeping = this.#keep(part, { answered: this.#answered, counts: { ...this.#counts } });
    // Seen by whoever awaits the part; until then it must not end the process.
    keeping.catch(() => undefined);
    this.#keeping = keeping;
  }

  async #keep(part: OpenPart, progress: { answered: number; counts: Readonly<Record<string, number>> }): Promise<void> {
    const { asker: who, result, fileCheckId } = this.#request;
    const { checkId, subjectIds, libraries } = part;
    if (!(await this.#request.isMine())) throw new Error(`file check ${fileCheckId} was taken over`);
    const text = Buffer.concat(part.lines.take());
    await result.write(text, 0, text.length, this.#bytes);
    await result.datasync();
    this.#bytes += text.length;
    const at = this.#deps.checks.clock.now();
    const rulesEpoch = this.#texts.under.rules.epoch;
    const answer = part.answers.end({ checkId, asOf: at, rulesEpoch });
    const asker = { ...who, checkId };
    const row = checkRow({
      asker, at, kind: 'file', results: [...part.results], subjectIds, stated: part.stated,
      // A file is looked through ahead of any matter: feedback on it may be given and is not owed.
      rulesEpoch, answer, duties: [], dueOn: null, part: { fileCheckId, firstRow: part.firstRow },
    }, { answered: progress.answered, result_bytes: this.#bytes, counts: progress.counts });
    const goldenIds = [...new Set(subjectIds.filter((id) => id !== null))];
    await this.#deps.keep({ asker, at, library: libraries.size === 1 ? ([...libraries][0] ?? null) : null, goldenIds, subjectCount: subjectIds.length }, { kind: keepParts, row });
  }
}

const keysOf = ({ keys }: JoinedRow): string[] => keys.map(({ type, value }) => lookupKey(type, value));

// Answers a staged file in parts: each part's lines are on disk before its row, its audit event and the progress of the file commit as
// one. Whoever goes on after a crash cuts the result back to what is known to be answered, so that no row is answered twice.
import type { FileHandle } from 'node:fs/promises';
import type { PoolClient } from 'pg';
import { lookupKey } from '../../../engine/query/identifier-keys.ts';
import { copyOut } from '../../../store/copy.ts';
import { literalSql } from '../../../store/sql.ts';
import { checkRow, digestOf, keepParts, type Asker } from '../check-row.ts';
import { contextOf, isUncertain, type CreditChecks } from '../credit-checks.ts';
import type { CheckReach } from '../find-subjects.sql.ts';
import { judge, judgedInvalid, type JudgeContext } from '../judge.ts';
import { collectSubjects } from '../subject-rows.ts';
import type { Judged } from '../types.ts';
import type { FileColumns } from './file-columns.ts';
import { fileJoinSql } from './file-join.sql.ts';
import { readJoin, type JoinedRow } from './join-rows.ts';
import { headerLine, resultLine } from './result-csv.ts';
import { subjectTable } from './stage-subjects.ts';

/** Rows of a part: what is read and judged again at most after a crash. */
const partRows = 10_000;

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
  const { checks } = deps;
  const texts = await checks.texts();
  const writer = new PartWriter(deps, request, contextOf(texts, request.asker));
  const statement = fileJoinSql({
    libraries: checks.keys.libraries, table: subjectTable(request.fileCheckId), after: request.answered, today: texts.today,
    filter: request.reach.filter === null ? null : literalSql(request.reach.filter),
  });
  await client.query('begin');
  // The plan needs room: a million rows are hashed and put into the order of the file.
  await client.query(`set local work_mem = '128MB'`);
  for await (const rows of readJoin(copyOut(client, statement))) for (const row of rows) await writer.add(row);
  await client.query('commit');
  await writer.end();
}

interface OpenPart {
  readonly checkId: string;
  readonly firstRow: number;
  readonly lines: string[];
  readonly judged: Judged[];
  readonly stated: (string | null)[];
  readonly libraries: Set<string>;
}

class PartWriter {
  readonly #deps: AnswerDeps;
  readonly #request: AnswerRequest;
  readonly #context: JudgeContext;
  readonly #counts: Record<string, number>;
  #bytes: number;
  #answered: number;
  #part: OpenPart | null = null;
  /** The part that is being made durable while the next is judged. */
  #keeping: Promise<void> = Promise.resolve();

  constructor(deps: AnswerDeps, request: AnswerRequest, context: JudgeContext) {
    this.#deps = deps;
    this.#request = request;
    this.#context = context;
    this.#counts = { ...request.counts };
    this.#bytes = request.resultBytes;
    this.#answered = request.answered;
  }

  async add(row: JoinedRow): Promise<void> {
    this.#part ??= { checkId: this.#deps.newId(), firstRow: row.row, lines: row.row === 1 ? [headerLine(this.#request.columns)] : [], judged: [], stated: [], libraries: new Set() };
    const part = this.#part;
    const { language } = this.#request.columns;
    const judged = await this.#judge(row);
    part.lines.push(resultLine({ own: row.cells, judged, checkId: `${part.checkId}.${part.judged.length}`, reason: this.#reasonOf(row, language) }, language));
    part.judged.push(judged);
    part.stated.push(isUncertain(judged) && row.reason === null ? digestOf(keysOf(row)[0] ?? '', row.statedName) : null);
    if (judged.goldenId !== null && row.library !== null) part.libraries.add(row.library);
    this.#counts[judged.result] = (this.#counts[judged.result] ?? 0) + 1;
    if (part.judged.length >= partRows) await this.#turn();
  }

  async end(): Promise<void> {
    await this.#turn();
    await this.#keeping;
  }

  async #judge(row: JoinedRow): Promise<Judged> {
    if (row.reason !== null) return judgedInvalid(row.reason);
    const { checks } = this.#deps;
    if (row.found.some(({ redirectTo }) => redirectTo !== null)) {
      // Merged meanwhile: followed one by one, since there are hardly any.
      const library = checks.keys.libraries.find(({ code }) => code === row.library)!;
      const found = await checks.finder.query(library, this.#request.reach, keysOf(row));
      return judge(this.#context, row.statedName, [...new Map([...found.values()].flat().map((subject) => [subject.goldenId, subject])).values()]);
    }
    const { found } = collectSubjects(row.found, [keysOf(row)[0] ?? '']);
    return judge(this.#context, row.statedName, [...found.values()].flat());
  }

  #reasonOf({ reason }: JoinedRow, language: 'zh' | 'en'): string {
    return reason === null ? '' : `${reason} ${this.#deps.ruleOf(reason)?.label[language] ?? ''}`.trim();
  }

  /** Starts to keep the part, after the one before it. */
  async #turn(): Promise<void> {
    const part = this.#part;
    if (part === null) return;
    this.#part = null;
    await this.#keeping;
    this.#answered += part.judged.length;
    const keeping = this.#keep(part, { answered: this.#answered, counts: { ...this.#counts } });
    // Seen by whoever awaits the part; until then it must not end the process.
    keeping.catch(() => undefined);
    this.#keeping = keeping;
  }

  async #keep(part: OpenPart, progress: { answered: number; counts: Readonly<Record<string, number>> }): Promise<void> {
    const { asker: who, result, fileCheckId } = this.#request;
    const { checkId, judged, libraries } = part;
    if (!(await this.#request.isMine())) throw new Error(`file check ${fileCheckId} was taken over`);
    const text = Buffer.from(part.lines.join(''));
    await result.write(text, 0, text.length, this.#bytes);
    await result.datasync();
    this.#bytes += text.length;
    const at = this.#deps.checks.clock.now();
    const rulesEpoch = this.#context.texts.rules.epoch;
    const duties = judged.flatMap(({ measureCount }, item) => (measureCount === 0 ? [] : [{ item, measures: measureCount }]));
    const answer = `{"checkId":"${checkId}","asOf":"${at.toISOString()}","rulesEpoch":${rulesEpoch},"results":[${judged.map(({ members }) => `{${members}}`).join(',')}]}`;
    const asker = { ...who, checkId };
    const row = checkRow({
      asker, at, kind: 'file', results: [...new Set(judged.map(({ result: each }) => each))], subjectIds: judged.map(({ goldenId }) => goldenId), stated: part.stated,
      rulesEpoch, answer, duties, dueOn: duties.length === 0 ? null : await this.#deps.checks.term.dueOn(), part: { fileCheckId, firstRow: part.firstRow },
    }, { answered: progress.answered, result_bytes: this.#bytes, counts: progress.counts });
    const goldenIds = [...new Set(judged.map(({ goldenId }) => goldenId).filter((id) => id !== null))];
    await this.#deps.keep({ asker, at, library: libraries.size === 1 ? ([...libraries][0] ?? null) : null, goldenIds, subjectCount: judged.length }, { kind: keepParts, row });
  }
}

const keysOf = ({ keys }: JoinedRow): string[] => keys.map(({ type, value }) => lookupKey(type, value));

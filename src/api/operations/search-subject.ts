// POST /v1/{resource}/search for records about a subject: number and name must both be the subject's, or nothing is listed.
import { nameAttribute } from '../../definition/columns.ts';
import { comparingReach, type GoldenRow } from '../../engine/query/reach.ts';
import { searchSubject as querySubject } from '../../engine/query/search.ts';
import type { Verdict } from '../../engine/query/verify.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { SubjectCall, SubjectHandler } from '../deps.ts';
import { reachOf, viewRecord } from '../record-view.ts';

export interface StatedSubject {
  readonly type: string;
  readonly value: string;
  readonly name: string;
}

export const searchSubject: SubjectHandler = async (deps, call, input) => {
  const { service, grant } = call;
  const { subject: stated } = input.body as { readonly subject: StatedSubject };
  const reach = reachOf(service.library, grant);
  const subject = await findSubject(call, stated);
  const rows = subject.verdict === 'match' ? await querySubject(deps.pool, service.library, { reach, subject }) : [];
  const records = rows.map((row) => viewRecord(service.library, grant, { row }));
  return {
    body: withoutSubjectData({ subject: subject.verdict, records }),
    goldenIds: rows.map((row) => row['@golden_id']),
    subjectCount: 1,
    attributes: reach.columns,
    details: { subject: subject.verdict, subjectLibrary: subject.library, subjectGoldenId: subject.goldenId },
  };
};

/** The subject in the libraries that the records can be about. The stated name is compared with the golden one only. */
export async function findSubject(
  { service, services }: SubjectCall,
  stated: StatedSubject,
): Promise<{ verdict: Verdict; library: string; goldenId: string }> {
  const libraries = service.library.subject?.candidates.filter(({ type }) => type === stated.type).map(({ library }) => library) ?? [];
  for (const code of new Set(libraries)) {
    const subjects = services.get(code);
    const row = subjects === undefined ? undefined : await findOne(subjects, stated);
    if (subjects === undefined || row === undefined) continue;
    const verdict = subjects.values.compare(nameAttribute(subjects.library) ?? '', stated.name, row[nameAttribute(subjects.library) ?? '']);
    return { verdict, library: code, goldenId: row['@golden_id'] };
  }
  return { verdict: 'unknown', library: '', goldenId: '' };
}

async function findOne(subjects: SubjectCall['service'], stated: StatedSubject): Promise<GoldenRow | undefined> {
  const identifier = subjects.keys.read(stated);
  const name = nameAttribute(subjects.library);
  if ('reason' in identifier || name === null) return undefined;
  const found = await subjects.finder.findByKeys(comparingReach(subjects.library, [name]), identifier.keys);
  const records = identifier.keys.flatMap((key) => found.get(key) ?? []);
  return records.length === 1 ? records[0]?.row : undefined;
}

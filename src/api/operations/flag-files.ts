// Full file and deltas of flags: list, build now, download. Files belong to one agreement; under another they do not exist.
import { readBounds } from '../../credit/flags/bounds.ts';
import { buildFiles, listFiles, openFile, type BuiltFile } from '../../credit/flags/files.ts';
import { HubError } from '../../kernel/errors.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { ApiDeps, Outcome, SubjectHandler } from '../deps.ts';
import { flagFileOrder } from '../flag-view.ts';

export const listFlagFiles: SubjectHandler = async (deps, { grant }) => answer(deps, await listFiles(deps.pool, grant.agreementId));

export const buildFlagFiles: SubjectHandler = async (deps, { service, grant }) => {
  const order = flagFileOrder(service.library, grant, { libraries: deps.libraries, today: deps.clock.today(), rules: await deps.creditRules.current() });
  const files = await buildFiles({ ...deps, dir: deps.feeds.filesDir }, order);
  return { ...(await answer(deps, files)), status: 201 };
};

export const readFlagFile: SubjectHandler = async (deps, { grant }, { parameters }) => {
  const found = await openFile(deps.pool, String(parameters['fileId']), grant.agreementId);
  if (found === null) throw new HubError('NOT_FOUND', 'the agreement has no such file');
  const { file: { fileId, kind, from, to, rows, bytes, sha256 }, body } = found;
  const range = from === null ? `${to}` : `${from}-${to}`;
  return {
    headers: {
      'Repr-Digest': `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`,
      'Content-Disposition': `attachment; filename="flags-${kind}-${range}.jsonl.gz"`,
      'Content-Length': String(bytes),
    },
    stream: { contentType: 'application/gzip', body },
    subjectCount: rows,
    details: { fileId, kind, from, to, rows },
  };
};

/** With how far the stream reaches, so that a bureau sees whether a file, or what it holds, can still be gone on from. */
async function answer({ pool }: ApiDeps, files: readonly BuiltFile[]): Promise<Outcome> {
  const { floor, head } = await readBounds(pool);
  const items = files.map(({ fileId, kind, from, to, rows, bytes, sha256, builtAt }) => ({ fileId, kind, from, to, rows, bytes, sha256, builtAt }));
  return { body: withoutSubjectData({ items, floor, head }), details: { files: items.length } };
}

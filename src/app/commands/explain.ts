// explain: why records were put together and why a value won. In sentences or, with --json, as data; never a value of a record.
import { comparingReach } from '../../engine/query/reach.ts';
import { readGoldenPairs } from '../../engine/query/pairs.ts';
import { readHow } from '../../engine/query/how.ts';
import { readProvenance } from '../../engine/query/provenance.ts';
import { RecordFinder } from '../../engine/query/find-records.ts';
import { StatementNames } from '../../engine/query/statement-names.ts';
import type { LibraryDefinition } from '../../definition/types.ts';
import { HubError } from '../../kernel/errors.ts';
import type { Label } from '../../kernel/labels.ts';
import type { Hub } from '../compose.ts';
import { findLibrary } from '../libraries.ts';
import { withHub, type AddCommands, type Session } from './command.ts';

interface ExplainOptions {
  readonly library: string;
  readonly json?: boolean;
}

/** At most so many pairs of one golden record. */
const mostPairs = 50;

export const addExplainCommands: AddCommands = (program, session) => {
  const explain = program.command('explain').description('理由 / why');
  explain.command('pair').argument('<goldenId>').argument('[otherGoldenId]').requiredOption('--library <code>').option('--json')
    .description('与哪些记录比对、结果如何 / with what its records were compared')
    .action((goldenId: string, other: string | undefined, options: ExplainOptions) => withHub(session, (hub) => pairs(session, hub, { goldenId, other, ...options })));
  explain.command('golden').argument('<goldenId>').requiredOption('--library <code>').option('--json').description('主档的形成过程 / how it came to be')
    .action((goldenId: string, options: ExplainOptions) => withHub(session, (hub) => golden(session, hub, { goldenId, ...options })));
  explain.command('value').argument('<goldenId>').argument('[attribute]').requiredOption('--library <code>').option('--json')
    .description('各项取值的理由 / why each value won')
    .action((goldenId: string, attribute: string | undefined, options: ExplainOptions) => withHub(session, (hub) => values(session, hub, { goldenId, attribute, ...options })));
};

type Asked = ExplainOptions & { readonly goldenId: string };

/** The id that stands today; NOT_FOUND. */
async function resolve(hub: Hub, { library: code, goldenId }: Asked): Promise<{ library: LibraryDefinition; goldenId: string }> {
  const library = findLibrary(hub.libraries, code);
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(goldenId)) throw new HubError('OPTION_INVALID', 'not a golden id', { faults: ['<goldenId>: UUID'] });
  const found = await new RecordFinder({ pool: hub.pool, statements: new StatementNames() }, library).findById(comparingReach(library, []), goldenId);
  if (found === null) throw new HubError('NOT_FOUND', 'no such golden record', { goldenId });
  return { library, goldenId: found.row['@golden_id'] };
}

async function pairs(session: Session, hub: Hub, asked: Asked & { other: string | undefined }): Promise<void> {
  const { library, goldenId } = await resolve(hub, asked);
  const reach = comparingReach(library, Object.keys(library.attributes));
  const found = await readGoldenPairs(hub.pool, library, { reach, goldenId, limit: mostPairs });
  const told = found.filter(({ records }) => asked.other === undefined || records.some((record) => record.goldenId === asked.other))
    .map(({ records, ...pair }) => ({ ...pair, records: records.map(({ attributes: _values, ...record }) => record) }));
  print(session, asked, told, ({ records, sentence }) => {
    const from = records.map(({ source, feed, effectiveDate, goldenId: id }) => `${source}/${feed} ${effectiveDate} ${id ?? '—'}`).join('  ~  ');
    return { zh: `${from}\n  ${sentence.zh}`, en: `${from}\n  ${sentence.en}` };
  });
}

async function golden(session: Session, hub: Hub, asked: Asked): Promise<void> {
  const { library, goldenId } = await resolve(hub, asked);
  print(session, asked, await readHow(hub.pool, library, { goldenId, columns: Object.keys(library.attributes) }), ({ sentence }) => sentence);
}

async function values(session: Session, hub: Hub, asked: Asked & { attribute: string | undefined }): Promise<void> {
  const { library, goldenId } = await resolve(hub, asked);
  const { attribute } = asked;
  if (attribute !== undefined && !Object.hasOwn(library.attributes, attribute)) throw new HubError('OPTION_INVALID', 'no such attribute', { faults: [`<attribute>: ${attribute}`] });
  const columns = attribute === undefined ? Object.keys(library.attributes) : [attribute];
  const found = await readProvenance(hub.pool, library, { goldenId, columns, today: hub.clock.today() });
  const told = found.filter(({ winner }) => winner !== null || attribute !== undefined).map(({ attribute: code, sentence, winner, others }) => ({
    attribute: code, sentence, winner: winner && withoutValue(winner), others: others.map(withoutValue),
  }));
  print(session, asked, told, ({ sentence }) => sentence);
}

function withoutValue<T extends { readonly value: unknown }>({ value: _value, ...rest }: T): Omit<T, 'value'> {
  return rest;
}

function print<T>({ terminal }: Session, { json }: ExplainOptions, list: readonly T[], sentence: (item: T) => Label): void {
  if (json) return terminal.print(JSON.stringify(list, null, 2));
  for (const item of list) terminal.print(sentence(item)[terminal.language]);
  if (list.length === 0) terminal.print(terminal.text('none'));
}

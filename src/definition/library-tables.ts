// The tables of a library, computed from its definition. store/ creates them, the engine fills them, query/ reads them.
import { sqlTypeOf } from './columns.ts';
import type { LibraryDefinition } from './types.ts';

export interface ColumnPlan {
  readonly name: string;
  readonly type: string;
  readonly notNull?: boolean;
  readonly default?: string;
}

export interface IndexPlan {
  readonly name: string;
  readonly on: string;
  readonly method?: 'btree' | 'gin';
  readonly unique?: boolean;
  readonly where?: string;
}

export interface TablePlan {
  readonly name: string;
  readonly comment: string;
  readonly columns: readonly ColumnPlan[];
  readonly primaryKey: readonly string[];
  readonly indexes: readonly IndexPlan[];
  readonly fillfactor?: number;
}

const required = (name: string, type: string, fallback?: string): ColumnPlan => ({ name, type, notNull: true, default: fallback });
const optional = (name: string, type: string): ColumnPlan => ({ name, type });

/** One nullable column an attribute, typed. */
export function attributeColumns(library: LibraryDefinition): ColumnPlan[] {
  return Object.entries(library.attributes).map(([code, attribute]) => optional(code, sqlTypeOf(attribute)));
}

/**
 * What the row pass computes beside the attributes. `row_hash`: digest of a row without findings as it was written, by which the same
 * text is known again. `key`: look-up key of the valid unique number, or of the composite key.
 * `other_keys`: `type:value` of every other valid identifier. `pointing_keys`: `rule|…` composites by which records join.
 * `raw`: cells whose stored value differs from what was sent; an unusable cell is stored as null and stands only here.
 */
export function recordColumns(library: LibraryDefinition): ColumnPlan[] {
  return [
    required('record_id', 'uuid'),
    required('source', 'text'),
    required('feed', 'text'),
    required('source_key', 'text'),
    required('effective_date', 'date'),
    required('content_hash', 'uuid'),
    optional('row_hash', 'uuid'),
    required('home_id', 'uuid'),
    optional('key', 'text'),
    optional('other_keys', 'text[]'),
    optional('pointing_keys', 'text[]'),
    optional('name_keys', 'text[]'),
    required('is_contradicting', 'boolean', 'false'),
    optional('issues', 'jsonb'),
    optional('raw', 'jsonb'),
    ...attributeColumns(library),
  ];
}

const widths: Readonly<Record<string, number>> = { uuid: 16, bigint: 8, timestamptz: 8, date: 4, integer: 4, boolean: 1 };

/**
 * PostgreSQL walks a row from its first column to the one it needs, and knows where a column lies only while all before it are of fixed
 * width and not null. Those come first, the widest before the others; then what else is the hub's own; the attributes last.
 */
function quickestFirst(columns: readonly ColumnPlan[], library: LibraryDefinition): ColumnPlan[] {
  const placeOf = ({ name, type, notNull }: ColumnPlan): number =>
    name in library.attributes ? 2 : notNull && widths[type] ? -widths[type] : 1;
  // The sort is stable: within a place the order is as planned.
  return [...columns].sort((a, b) => placeOf(a) - placeOf(b));
}

function sourceRecord(library: LibraryDefinition): TablePlan {
  return {
    name: 'source_record',
    comment: 'What each source says now about one of its rows; a truth',
    columns: quickestFirst([
      ...recordColumns(library),
      required('load_id', 'bigint'),
      required('line', 'integer'),
      optional('withdrawn_on', 'date'),
      required('is_withdrawn', 'boolean', 'false'),
      required('recorded_at', 'timestamptz'),
      optional('golden_id', 'uuid'),
      optional('link_rule', 'text'),
      optional('link_origin', 'text'),
      optional('link_score', 'real'),
      required('definition_version', 'integer'),
    ], library),
    primaryKey: ['record_id'],
    indexes: [
      { name: 'source_record_golden', on: 'golden_id' },
      { name: 'source_record_contradicting', on: 'key', where: 'is_contradicting' },
      { name: 'source_record_unlinked', on: 'key', where: 'golden_id is null' },
      { name: 'source_record_feed', on: 'feed, source', where: 'is_withdrawn' },
    ],
  };
}

function sourceVersion(library: LibraryDefinition): TablePlan {
  return {
    name: 'source_version',
    comment: 'Former states of source records, written only on change; a truth',
    columns: [
      ...recordColumns(library),
      required('load_id', 'bigint'),
      required('line', 'integer'),
      required('recorded_at', 'timestamptz'),
      required('replaced_at', 'timestamptz'),
      required('replaced_by_load', 'bigint'),
      required('definition_version', 'integer'),
    ],
    primaryKey: ['record_id', 'effective_date', 'content_hash'],
    indexes: [],
  };
}

function goldenColumns(library: LibraryDefinition): ColumnPlan[] {
  return [
    required('golden_id', 'uuid'),
    required('version', 'integer', '1'),
    required('state', 'text', "'active'"),
    optional('redirect_to', 'uuid'),
    required('created_at', 'timestamptz'),
    required('recorded_at', 'timestamptz'),
    required('cause', 'text'),
    optional('key', 'text'),
    optional('name_keys', 'text[]'),
    optional('win_record', 'uuid[]'),
    optional('win_rank', 'smallint[]'),
    optional('win_date', 'date[]'),
    optional('conflicts', 'text[]'),
    ...(library.subject
      ? [
          optional('subject_state', 'text'), optional('subject_library', 'text'), optional('subject_type', 'text'),
          optional('subject_value', 'text'), optional('subject_golden_id', 'uuid'),
        ]
      : []),
    ...attributeColumns(library),
  ];
}

/** Whether the attribute holds names that are written without blanks between their words. */
export function isChineseName(library: LibraryDefinition, attribute: string): boolean {
  return ['organisation_name', 'person_name'].includes(library.attributes[attribute]?.type ?? '');
}

function goldenIndexes(library: LibraryDefinition): IndexPlan[] {
  const { search, subject } = library;
  const indexes: IndexPlan[] = [{ name: 'golden_record_redirect', on: 'redirect_to', where: 'redirect_to is not null' }];
  if (search?.unique) indexes.push({ name: 'golden_record_unique_search', on: search.unique.require.join(', ') });
  for (const attribute of search?.names?.attributes ?? []) {
    indexes.push({ name: `golden_record_${attribute}_words`, on: `lower(${attribute}) gin_trgm_ops`, method: 'gin' });
    // Short names pick single characters of the full one (海德股份, 海南海德资本管理股份有限公司), which trigrams do not find.
    if (isChineseName(library, attribute)) {
      indexes.push({ name: `golden_record_${attribute}_characters`, on: `string_to_array(lower(${attribute}), null)`, method: 'gin' });
    }
  }
  const initials = search?.names?.initials;
  if (initials) indexes.push({ name: `golden_record_${initials}_prefix`, on: `lower(${initials}) text_pattern_ops` });
  if (subject) {
    indexes.push({ name: 'golden_record_subject', on: 'subject_golden_id' });
    indexes.push({ name: 'golden_record_subject_number', on: 'subject_type, subject_value' });
  }
  return indexes;
}

/**
 * Every table of the library's schema except staging. Shard columns: record_id, golden_id, (type, value).
 * `golden_record.win_*` are arrays over survivorshipGroups(); `redirect_to` is set when `state` is `redirected`.
 */
export function libraryTables(library: LibraryDefinition): TablePlan[] {
  return [
    sourceRecord(library),
    sourceVersion(library),
    {
      name: 'golden_record',
      comment: 'The hub’s answer about one entity; derived',
      columns: goldenColumns(library),
      primaryKey: ['golden_id'],
      indexes: goldenIndexes(library),
      // Every load rewrites many rows in place: room on the page spares the indexes.
      fillfactor: 45,
    },
    {
      name: 'golden_history',
      comment: 'Former versions of golden records, append-only; a truth',
      columns: [...goldenColumns(library), required('replaced_at', 'timestamptz'), required('replaced_by', 'text')],
      primaryKey: ['golden_id', 'version'],
      indexes: [],
    },
    {
      name: 'identifier',
      comment: 'Every identifier by which a golden record is found; derived',
      columns: [
        required('type', 'text'),
        required('value', 'text'),
        required('golden_id', 'uuid'),
        required('status', 'text', "'current'"),
        optional('valid_from', 'date'),
        optional('valid_to', 'date'),
        optional('reason', 'text'),
      ],
      primaryKey: ['type', 'value', 'golden_id'],
      indexes: [{ name: 'identifier_golden', on: 'golden_id' }],
    },
    {
      name: 'pointing_key',
      comment: 'Composite keys by which records without a number join; derived',
      columns: [required('key', 'text'), required('record_id', 'uuid')],
      primaryKey: ['key', 'record_id'],
      indexes: [{ name: 'pointing_key_record', on: 'record_id' }],
    },
    {
      name: 'block_key',
      comment: 'Digests of the keys under which records are compared; derived',
      // The low four bits of a key are the block's place in the definition.
      columns: [required('key', 'bigint'), required('record_id', 'uuid'), required('is_numbered', 'boolean')],
      primaryKey: ['key', 'record_id'],
      // Keys that a record has no more stay until a rebuild: a pair counts only where both records still have the key.
      indexes: [],
    },
    {
      name: 'match_queue',
      comment: 'Records that are new or changed and not yet compared by score; the state of work',
      columns: [required('record_id', 'uuid'), required('queued_at', 'timestamptz')],
      primaryKey: ['record_id'],
      indexes: [],
    },
    {
      name: 'candidate',
      comment: 'Pairs that the active model finds worth a look, record_id < other_id; derived',
      columns: [
        required('record_id', 'uuid'),
        required('other_id', 'uuid'),
        required('score', 'real'),
        // Levels of the comparisons in the definition's order, -1 where a value is missing.
        required('levels', 'smallint[]'),
        // match: all that an automatic link needs but the absence of a rival · review · veto: never one entity, whatever the score.
        required('outcome', 'text'),
        // Relation that a veto proposes instead (a branch and its parent).
        optional('relation', 'text'),
        required('model_id', 'integer'),
      ],
      primaryKey: ['record_id', 'other_id'],
      indexes: [{ name: 'candidate_other', on: 'other_id' }],
    },
    {
      name: 'decided',
      comment: 'What decisions in force say of records; derived from hub.decision',
      columns: [
        required('decision_id', 'uuid'),
        // same · never · apart (leaves the cluster of its number) · hold (no scored link) · out (in no golden record); the last three name the record twice.
        required('kind', 'text'),
        required('record_id', 'uuid'),
        required('other_id', 'uuid'),
      ],
      primaryKey: ['decision_id', 'kind', 'record_id', 'other_id'],
      indexes: [{ name: 'decided_record', on: 'record_id' }, { name: 'decided_other', on: 'other_id' }],
    },
    {
      name: 'pin',
      comment: 'Values that a person set for one attribute, until a day; derived from hub.decision',
      columns: [
        required('decision_id', 'uuid'),
        // The golden record of the pin is that of the first of these records, by place, which is in one.
        required('record_id', 'uuid'),
        required('place', 'integer'),
        required('attribute', 'text'),
        required('value', 'text'),
        optional('name_keys', 'text[]'),
        required('decided_on', 'date'),
        required('valid_to', 'date'),
      ],
      primaryKey: ['decision_id', 'record_id'],
      indexes: [{ name: 'pin_record', on: 'record_id' }],
    },
    {
      name: 'decided_relation',
      comment: 'Golden records of which a person decided that they stand in a relation, or never do; derived from hub.decision',
      columns: [
        required('decision_id', 'uuid'),
        // from · to: the golden record of a side is that of the first of its records, by place, which is in one.
        required('side', 'text'),
        required('record_id', 'uuid'),
        required('place', 'integer'),
        required('type', 'text'),
        required('is_refused', 'boolean'),
      ],
      primaryKey: ['decision_id', 'side', 'record_id'],
      indexes: [{ name: 'decided_relation_record', on: 'record_id' }],
    },
    {
      name: 'key_alias',
      comment: 'Old unique numbers and the number that replaced them, for each bearer and their days; derived from change notices',
      columns: [
        required('old_key', 'text'),
        required('held_from', 'date', `'-infinity'`),
        required('new_key', 'text'),
        required('changed_on', 'date'),
        optional('reason', 'text'),
        required('record_id', 'uuid'),
        optional('reissued_on', 'date'),
        optional('names', 'text[]'),
        required('other_names', 'text[]', `'{}'`),
      ],
      primaryKey: ['old_key', 'held_from', 'record_id'],
      indexes: [{ name: 'key_alias_new', on: 'new_key' }],
    },
    {
      name: 'relation',
      comment: 'Who stands in which relation to whom, by the source’s words or a decision; derived',
      columns: [
        required('record_id', 'uuid'),
        required('type', 'text'),
        required('golden_id', 'uuid'),
        required('target_library', 'text'),
        optional('target_type', 'text'),
        optional('target_value', 'text'),
        optional('target_name', 'text'),
        optional('target_golden_id', 'uuid'),
        optional('valid_from', 'date'),
        optional('valid_to', 'date'),
        // Of a relation that a person decided; it stands in the place of the record.
        optional('decision_id', 'uuid'),
      ],
      primaryKey: ['record_id', 'type'],
      indexes: [
        { name: 'relation_golden', on: 'golden_id' },
        { name: 'relation_target', on: 'target_type, target_value' },
        { name: 'relation_target_golden', on: 'target_golden_id', where: 'target_golden_id is not null' },
        { name: 'relation_decision', on: 'decision_id', where: 'decision_id is not null' },
      ],
    },
    {
      name: 'reject',
      comment: 'Rows that could not be recorded, with the original cells; a truth',
      columns: [
        required('reject_id', 'uuid'),
        required('load_id', 'bigint'),
        required('feed', 'text'),
        required('line', 'integer'),
        optional('record_id', 'uuid'),
        required('rule', 'text'),
        optional('field', 'text'),
        // The rule of the cell itself, where the row's rule only says that the cell was needed.
        optional('cause', 'text'),
        required('header', 'text[]'),
        required('cells', 'text[]'),
        required('created_at', 'timestamptz'),
        optional('closed_at', 'timestamptz'),
        optional('closed_by_load', 'bigint'),
      ],
      primaryKey: ['reject_id'],
      indexes: [
        { name: 'reject_load', on: 'load_id, line' },
        { name: 'reject_open_record', on: 'record_id', where: 'closed_at is null' },
      ],
    },
  ];
}

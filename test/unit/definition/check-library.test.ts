// Every check has a bad example: the sound definition with one thing broken must give that fault, there.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkLibraries, checkLibrary, faultCodes, type DefinitionFault, type FaultCode } from '../../../src/definition/check-library.ts';
import { defineLibrary, DefinitionError } from '../../../src/definition/define-library.ts';
import { loadDefinition } from '../../../src/definition/load-definition.ts';
import type { LibraryDefinition } from '../../../src/definition/types.ts';
import { soundDefinition, type Mutable } from './sound-definition.ts';

type Draft = Mutable<LibraryDefinition>;

const label = { zh: '名', en: 'name' };
const text = { type: 'text', label, sensitivity: 'public' } as const;
const port = (draft: Draft) => draft.feeds.port!;
const column = (draft: Draft, code: string) => port(draft).columns[code]!;
const scored = (draft: Draft) => draft.matchRules.scored!;
const key = (draft: Draft) => draft.matchRules.deterministic.key;

/** Fault expected, where, and what is broken. */
const badExamples: readonly (readonly [FaultCode, string, (draft: Draft) => void])[] = [
  ['NAME_FORM', 'code', (d) => (d.code = 'Vessel')],
  ['NAME_FORM', 'resource', (d) => (d.resource = 'Vessels_all')],
  ['NAME_FORM', 'attributes.hullNo', (d) => (d.attributes.hullNo = text)],
  ['NAME_FORM', 'codeLists.Flag', (d) => (d.codeLists.Flag = { ...d.codeLists.flag!, code: 'Flag' })],
  ['NAME_FORM', 'feeds.port.columns.a__b', (d) => (port(d).columns.a__b = { headers: ['甲'], label })],
  ['NAME_FORM', 'survivorship.0', (d) => (d.survivorship[0]!.code = '1st')],
  ['NAME_FORM', 'relations.0', (d) => (d.relations[0]!.type = 'Owner')],
  ['NAME_FORM', 'quality.0', (d) => (d.quality[0]!.code = 'is-named')],
  ['NAME_RESERVED', 'code', (d) => (d.code = 'hub')],
  ['NAME_RESERVED', 'code', (d) => (d.code = 'pg_vessel')],
  ['NAME_RESERVED', 'resource', (d) => (d.resource = 'loads')],
  ['NAME_RESERVED', 'attributes.order', (d) => (d.attributes.order = text)],
  ['NAME_COLLIDES', 'attributes.golden_id', (d) => (d.attributes.golden_id = text)],
  ['NAME_COLLIDES', 'attributes.state', (d) => (d.attributes.state = text)],
  ['NAME_COLLIDES', 'attributes.is_delete', (d) => (d.attributes.is_delete = text)],
  ['NAME_TOO_LONG', 'attributes', (d) => (d.attributes['a'.repeat(64)] = text)],
  ['NAME_TOO_LONG', 'attributes', (d) => {
    d.attributes['a'.repeat(50)] = text;
    d.search!.names!.attributes = ['a'.repeat(50)];
  }],
  ['KEY_DIFFERS', 'codeLists.flag', (d) => (d.codeLists.flag!.code = 'flags')],
  ['KEY_DIFFERS', 'feeds.port', (d) => (port(d).code = 'ports')],
  ['LABEL_MISSING', 'label', (d) => (d.label.en = ' ')],
  ['LABEL_MISSING', 'sources.harbour', (d) => (d.sources = { harbour: { zh: '港务', en: ' ' } })],
  ['LABEL_MISSING', 'attributes.tonnage.label', (d) => (d.attributes.tonnage!.label = { zh: '', en: 'tonnage' })],
  ['LABEL_MISSING', 'codeLists.flag.entries.0.label', (d) => (d.codeLists.flag!.entries[0]!.label = { zh: '一', en: '' })],
  ['MASK_MISSING', 'attributes.owner_name', (d) => delete d.attributes.owner_name!.mask],
  ['SOURCE_UNKNOWN', 'sources', (d) => (d.sources = { nowhere: label })],
  ['ATTRIBUTE_UNKNOWN', 'identifiers.0', (d) => (d.identifiers[0]!.attribute = 'nowhere')],
  ['ATTRIBUTE_UNKNOWN', 'feeds.port.columns.tonnage', (d) => (column(d, 'tonnage').attribute = 'nowhere')],
  ['ATTRIBUTE_UNKNOWN', 'feeds.port.columns.number', (d) => (column(d, 'number').route!.to['2'] = 'nowhere')],
  ['ATTRIBUTE_UNKNOWN', 'feeds.port.constants', (d) => (port(d).constants = { nowhere: '1' })],
  ['ATTRIBUTE_UNKNOWN', 'matchRules.deterministic.key', (d) => (key(d).attributes = ['hull_no', 'nowhere'])],
  ['ATTRIBUTE_UNKNOWN', 'matchRules.deterministic.key.name', (d) => (key(d).name!.also = ['nowhere'])],
  ['ATTRIBUTE_UNKNOWN', 'matchRules.deterministic.pointing.0', (d) => (d.matchRules.deterministic.pointing[0]!.with = ['nowhere'])],
  ['ATTRIBUTE_UNKNOWN', 'matchRules.deterministic.rekey', (d) => {
    d.matchRules.deterministic.rekey = { rule: 'K5', feed: 'port', from: 'nowhere', to: 'hull_no' };
  }],
  ['ATTRIBUTE_UNKNOWN', 'survivorship.build', (d) => d.survivorship[0]!.attributes.push('nowhere')],
  ['ATTRIBUTE_UNKNOWN', 'relations.owner', (d) => (d.relations[0]!.name = 'nowhere')],
  ['ATTRIBUTE_UNKNOWN', 'quality.named', (d) => (d.quality[0]!.attribute = 'nowhere')],
  ['ATTRIBUTE_UNKNOWN', 'search', (d) => (d.search!.unique = { require: ['nowhere'], optional: [] })],
  ['OPTION_MISPLACED', 'attributes.vessel_name', (d) => (d.attributes.vessel_name!.list = 'flag')],
  ['OPTION_MISPLACED', 'attributes.vessel_name', (d) => (d.attributes.vessel_name!.options = { past: true })],
  ['OPTION_MISPLACED', 'feeds.port.columns.vessel_name', (d) => (column(d, 'vessel_name').unit = 'wan')],
  ['OPTION_MISPLACED', 'feeds.port.columns.vessel_name', (d) => (column(d, 'vessel_name').codes = { A: 'B' })],
  ['OPTION_MISPLACED', 'feeds.port.columns.number', (d) => (column(d, 'number').byShape = ['owner_name'])],
  ['LIST_UNKNOWN', 'attributes.flag_state', (d) => (d.attributes.flag_state!.list = 'nowhere')],
  ['LIST_CODE_TWICE', 'codeLists.flag', (d) => d.codeLists.flag!.entries.push({ code: '1', label })],
  ['CODE_UNKNOWN', 'codeLists.flag.entries.2', (d) => (d.codeLists.flag!.entries[1]!.parent = '7')],
  ['CODE_UNKNOWN', 'codeLists.flag.synonyms.one', (d) => (d.codeLists.flag!.synonyms.one = '7')],
  ['CODE_UNKNOWN', 'feeds.port.columns.kind.codes', (d) => (column(d, 'kind').codes = { I: '7' })],
  ['CODE_UNKNOWN', 'feeds.port.columns.number.route', (d) => (column(d, 'number').route!.to['7'] = 'owner_name')],
  ['CODE_UNKNOWN', 'feeds.port.constants.flag_state', (d) => (port(d).constants = { flag_state: '7' })],
  ['CODE_UNKNOWN', 'relations.owner', (d) => (d.relations[0]!.when = { attribute: 'flag_state', codes: ['7'] })],
  ['CODE_UNKNOWN', 'cases.K4', (d) => {
    const rule = d.matchRules.deterministic.cases[1]!;
    if (rule.kind === 'active_after_end') rule.unless = { flag_state: ['7'] };
  }],
  ['IDENTIFIER_TYPE_UNKNOWN', 'attributes.org_no', (d) => (d.attributes.org_no!.identifier = 'imo')],
  ['IDENTIFIER_TYPE_UNKNOWN', 'identifiers.0', (d) => d.identifiers[0]!.types.push('imo')],
  ['IDENTIFIER_MISFIT', 'identifiers.0', (d) => (d.identifiers[0]!.types = ['org_code', 'uscc'])],
  ['IDENTIFIER_MISFIT', 'identifiers.1', (d) => (d.identifiers[1]!.attribute = 'vessel_name')],
  ['UNIQUE_TWICE', 'identifiers', (d) => (d.identifiers[1]!.strength = 'unique')],
  ['KEY_NOT_UNIQUE', 'matchRules.deterministic.key', (d) => (key(d).attributes = ['org_no'])],
  ['ATTRIBUTE_UNKNOWN', 'matchRules.deterministic.key', (d) => (key(d).attributes = ['hull_no', { first: ['tonnage', 'nowhere'] }])],
  ['ATTRIBUTE_UNKNOWN', 'matchRules.deterministic.key', (d) => (key(d).attributes = ['hull_no', { first: ['tonnage'], unless: 'nowhere' }])],
  ['KEY_NOT_UNIQUE', 'matchRules.deterministic.key', (d) => (key(d).attributes = [{ first: ['hull_no', 'org_no'] }])],
  ['KEY_LOOSE', 'matchRules.deterministic.key', (d) => (key(d).attributes = [{ first: ['hull_no'], optional: true }, { first: ['tonnage'], unless: 'hull_no' }])],
  ['CODE_TWICE', 'matchRules.deterministic.key', (d) => (key(d).attributes = ['hull_no', { first: ['tonnage', 'hull_no'] }])],
  ['KEY_FACT_UNSTATED', 'matchRules.deterministic', (d) => (d.matchRules.deterministic.pointing[0]!.keyFact = 'sex')],
  ['COLUMN_UNKNOWN', 'feeds.port.sourceKey', (d) => (port(d).sourceKey = [['nowhere']])],
  ['COLUMN_UNKNOWN', 'feeds.port.effectiveDate', (d) => (port(d).effectiveDate = 'nowhere')],
  ['COLUMN_UNKNOWN', 'feeds.port.operation', (d) => (port(d).operation!.column = 'nowhere')],
  ['COLUMN_UNKNOWN', 'feeds.port.sourceColumn', (d) => (port(d).sourceColumn!.column = 'nowhere')],
  ['COLUMN_UNKNOWN', 'feeds.port.swappable', (d) => (port(d).swappable = [['number', 'nowhere']])],
  ['COLUMN_UNKNOWN', 'feeds.port.columns.number.route', (d) => (column(d, 'number').route!.by = 'nowhere')],
  ['COLUMN_IDLE', 'feeds.port.columns.row_no', (d) => delete column(d, 'row_no').label],
  ['HEADER_TWICE', 'feeds.port.columns.tonnage', (d) => column(d, 'tonnage').headers.push('ｃｍ')],
  ['HEADER_TWICE', 'feeds.port.columns.change', (d) => column(d, 'change').headers.push('Launched_On')],
  ['HEADER_RESERVED', 'feeds.port.columns.change', (d) => column(d, 'change').headers.push('Reason')],
  ['FED_TWICE', 'feeds.port.columns.change', (d) => (column(d, 'change').attribute = 'tonnage')],
  ['FED_TWICE', 'feeds.port.columns.change', (d) => (column(d, 'change').attribute = 'hull_no')],
  ['SOURCE_KEY_EMPTY', 'feeds.port.sourceKey', (d) => port(d).sourceKey.push([])],
  ['DATE_NOT_DATE', 'feeds.port.effectiveDate', (d) => (port(d).effectiveDate = 'tonnage')],
  ['DATE_NOT_DATE', 'cases.K4', (d) => {
    const rule = d.matchRules.deterministic.cases[1]!;
    if (rule.kind === 'active_after_end') rule.endDate = 'tonnage';
  }],
  ['DATE_NOT_DATE', 'relations.owner', (d) => (d.relations[0]!.validTo = 'tonnage')],
  ['SOURCE_UNKNOWN', 'relations.owner', (d) => (d.relations[0]!.sources = ['nowhere'])],
  ['RELATION_DATELESS', 'relations.owner', (d) => {
    d.relations[0]!.exclusive = true;
    delete d.relations[0]!.validFrom;
  }],
  ['SHARE_RANGE', 'feeds.port', (d) => (port(d).guard = 5)],
  ['SHARE_RANGE', 'feeds.port', (d) => (port(d).rejectLimit = -0.1)],
  ['SHARE_RANGE', 'quality.named', (d) => (d.quality[0]!.atLeast = 95)],
  ['GROUP_OVERLAP', 'survivorship.sale', (d) => d.survivorship.push({ code: 'sale', attributes: ['tonnage'], authority: [] })],
  ['CODE_TWICE', 'survivorship', (d) => (d.survivorship[0]!.code = 'vessel_name')],
  ['CODE_TWICE', 'relations', (d) => d.relations.push(d.relations[0]!)],
  ['CODE_TWICE', 'quality', (d) => d.quality.push(d.quality[0]!)],
  ['SOURCE_UNKNOWN', 'survivorship.build', (d) => (d.survivorship[0]!.authority = ['nowhere'])],
  ['SOURCE_UNKNOWN', 'survivorship.build', (d) => (d.survivorship[0]!.ignored = ['nowhere'])],
  ['SOURCE_UNKNOWN', 'matchRules.deterministic.key.contradiction', (d) => {
    key(d).contradiction = { rule: 'K6', facts: { org_no: 'org_code' }, proof: 'org_no', anchorSources: ['nowhere'], task: 'check' };
  }],
  ['FEED_UNKNOWN', 'matchRules.deterministic', (d) => {
    d.matchRules.deterministic.rekey = { rule: 'K5', feed: 'nowhere', from: 'org_no', to: 'hull_no' };
  }],
  ['ATTRIBUTE_UNKNOWN', 'matchRules.scored.blocks.name', (d) => (scored(d).blocks[0]!.parts[0]!.also = ['nowhere'])],
  ['ATTRIBUTE_UNKNOWN', 'matchRules.scored.compare.name', (d) => (scored(d).compare[0]!.attributes = ['nowhere'])],
  ['PART_STRANGE', 'matchRules.scored.compare.name', (d) => (scored(d).compare[0]!.together = [['vessel_name', 'tonnage']])],
  ['CODE_TWICE', 'matchRules.scored.compare', (d) => scored(d).compare.push(scored(d).compare[0]!)],
  ['TOO_MANY_BLOCKS', 'matchRules.scored.blocks', (d) => (scored(d).blocks = Array.from({ length: 17 }, (_, at) => ({ ...scored(d).blocks[0]!, code: `name_${at}` })))],
  ['COMPARISON_UNKNOWN', 'matchRules.scored.link.agree.0', (d) => (scored(d).link.agree = [{ nowhere: ['equal'] }])],
  ['LEVEL_UNKNOWN', 'matchRules.scored.link.agree.0', (d) => (scored(d).link.agree = [{ name: ['nowhere'] }])],
  ['LEVEL_UNKNOWN', 'matchRules.scored.never', (d) => (scored(d).never = [{ kind: 'level', comparison: 'name', level: 'nowhere' }])],
  ['RELATION_UNKNOWN', 'matchRules.scored.never', (d) => (scored(d).never = [{ kind: 'level', comparison: 'name', level: 'parent_branch', relation: 'nowhere' }])],
  ['IDENTIFIER_MISFIT', 'matchRules.scored.never', (d) => (scored(d).never = [{ kind: 'differs', attribute: 'vessel_name' }])],
  ['SUBJECT_MISMATCH', 'subject', (d) => (d.kind = 'subject_record')],
  ['ATTRIBUTE_UNKNOWN', 'subject.candidates', (d) => {
    d.subject = {
      nameAttribute: 'owner_name',
      candidates: [{ library: 'vessel', attribute: 'nowhere', type: 'uscc' }],
      rules: { attach: 'C1', doubtful: 'C2', unlinked: 'C3' },
      tasks: { doubtful: 'a', unlinked: 'b' },
    };
  }],
];

/** Bad examples of libraries that do not fit each other. */
const badPairs: readonly (readonly [FaultCode, string, (first: Draft, second: Draft) => void])[] = [
  ['LIBRARY_TWICE', 'vessel.code', (_, second) => (second.resource = 'ships')],
  ['LIBRARY_TWICE', 'ship.resource', (_, second) => (second.code = 'ship')],
  ['TARGET_UNKNOWN', 'vessel.relations.owner', (first) => (first.relations[0]!.target = 'nowhere')],
  ['TARGET_UNKNOWN', 'vessel.relations.owner', (first) => (first.relations[0]!.identifier!.type = 'tax_no')],
];

const found = (faults: readonly DefinitionFault[]) => faults.map(({ code, path }) => `${code} ${path}`);

describe('checkLibrary', () => {
  it('finds nothing wrong with a sound definition', () => {
    expect(checkLibrary(soundDefinition())).toEqual([]);
    expect(checkLibraries([soundDefinition()])).toEqual([]);
  });

  it.each(badExamples)('%s at %s', (code, path, breakIt) => {
    const draft = soundDefinition();
    breakIt(draft);
    expect(found(checkLibrary(draft))).toContain(`${code} ${path}`);
  });

  it.each(badPairs)('%s at %s, between libraries', (code, path, breakIt) => {
    const [first, second] = [soundDefinition(), soundDefinition()];
    breakIt(first, second);
    expect(found(checkLibraries([first, second]))).toContain(`${code} ${path}`);
  });

  it('lets a library know its records by no key at all', () => {
    const febrl = readFileSync(new URL('../../foreign/febrl.yaml', import.meta.url), 'utf8');
    const library = loadDefinition({ name: 'febrl.yaml', format: 'yaml', text: febrl });
    expect(library.matchRules.deterministic.key.attributes).toEqual([]);
    expect(checkLibrary(library)).toEqual([]);
  });

  it('has a bad example for every code but SYNTAX and SHAPE, which load-definition tests', () => {
    const shown = new Set([...badExamples, ...badPairs].map(([code]) => code));
    expect(Object.keys(faultCodes).filter((code) => !shown.has(code as FaultCode))).toEqual(['SYNTAX', 'SHAPE']);
  });
});

describe('defineLibrary', () => {
  it('lists all faults at once', () => {
    const draft = soundDefinition();
    draft.code = 'Vessel';
    port(draft).guard = 5;
    draft.quality[0]!.attribute = 'nowhere';
    let error: unknown;
    try {
      defineLibrary(draft);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(DefinitionError);
    expect((error as DefinitionError).faults.map(({ code }) => code).sort()).toEqual(['ATTRIBUTE_UNKNOWN', 'NAME_FORM', 'SHARE_RANGE']);
    expect((error as DefinitionError).message).toContain('nowhere');
  });

  it('freezes every level', () => {
    const library = defineLibrary(soundDefinition());
    expect(Object.isFrozen(library.feeds.port!.columns.tonnage!.headers)).toBe(true);
    expect(Object.isFrozen(library.codeLists.flag!.entries)).toBe(true);
  });
});

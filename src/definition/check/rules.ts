// Whether match rules, survivorship, relations, quality and search speak of attributes, feeds, sources and codes that exist.
import { attributesOfPart, isDispensable, keyAttributes } from '../key-parts.ts';
import { matchCodes } from '../match-labels.ts';
import type { KeyFacts, LibraryDefinition } from '../types.ts';
import { unknownCodes } from './attributes.ts';
import type { Report } from './fault.ts';

/** What a number of each type states by itself (key-facts.ts). */
const statedFacts: Readonly<Record<string, readonly (keyof KeyFacts)[]>> = { id_number: ['birth_date', 'sex'], uscc: ['org_code'] };

export function checkRules(library: LibraryDefinition, report: Report): void {
  for (const [path, code] of namedAttributes(library)) {
    if (!Object.hasOwn(library.attributes, code)) report('ATTRIBUTE_UNKNOWN', path, code);
  }
  for (const code of matchCodes(library)) if (!library.matchRules.labels?.[code]) report('LABEL_MISSING', 'matchRules.labels', code);
  checkKey(library, report);
  checkSources(library, report);
  checkFeedNames(library, report);
  checkGroups(library, report);
  checkConditions(library, report);
  for (const [path, code] of namedDates(library)) {
    const type = library.attributes[code]?.type;
    if (type !== undefined && type !== 'date') report('DATE_NOT_DATE', path, code);
  }
  if ((library.kind === 'subject_record') !== (library.subject !== undefined)) report('SUBJECT_MISMATCH', 'subject', library.kind);
  for (const { type, exclusive, validFrom } of library.relations) if (exclusive && validFrom === undefined) report('RELATION_DATELESS', `relations.${type}`, 'exclusive');
  for (const { code, atLeast } of library.quality) {
    if (!(atLeast >= 0 && atLeast <= 1)) report('SHARE_RANGE', `quality.${code}`, String(atLeast));
  }
}

function* namedAttributes(library: LibraryDefinition): Generator<[path: string, code: string]> {
  const { key, pointing, rekey, cases } = library.matchRules.deterministic;
  const rules = 'matchRules.deterministic';
  for (const code of keyAttributes(library)) yield [`${rules}.key`, code];
  for (const part of key.attributes) if (typeof part !== 'string' && part.unless !== undefined) yield [`${rules}.key`, part.unless];
  for (const code of [key.name?.attribute, ...(key.name?.also ?? [])]) if (code !== undefined) yield [`${rules}.key.name`, code];
  const { facts = {}, proof } = key.contradiction ?? {};
  for (const code of [...Object.keys(facts), proof]) if (code !== undefined) yield [`${rules}.key.contradiction`, code];
  for (const [index, rule] of pointing.entries()) {
    for (const code of [rule.attribute, ...rule.with]) yield [`${rules}.pointing.${index}`, code];
  }
  for (const code of rekey ? [rekey.from, rekey.to, rekey.reason] : []) if (code !== undefined) yield [`${rules}.rekey`, code];
  for (const [index, rule] of cases.entries()) {
    if (rule.kind !== 'active_after_end') continue;
    for (const code of [rule.endDate, ...Object.keys(rule.unless ?? {})]) yield [`${rules}.cases.${index}`, code];
  }
  for (const { code: group, attributes } of library.survivorship) for (const code of attributes) yield [`survivorship.${group}`, code];
  for (const { type, identifier, name, when, validFrom, validTo } of library.relations) {
    for (const code of [identifier?.attribute, identifier?.typeAttribute, name, when?.attribute, validFrom, validTo]) {
      if (code !== undefined) yield [`relations.${type}`, code];
    }
  }
  for (const { code, attribute } of library.quality) yield [`quality.${code}`, attribute];
  const { names, unique } = library.search ?? {};
  for (const code of [...(names?.attributes ?? []), ...(unique?.require ?? []), ...(unique?.optional ?? [])]) yield ['search', code];
  if (names?.initials !== undefined) yield ['search.names', names.initials];
  if (library.subject) yield ['subject', library.subject.nameAttribute];
  for (const { attribute } of library.subject?.candidates ?? []) yield ['subject.candidates', attribute];
}

function* namedDates(library: LibraryDefinition): Generator<[path: string, code: string]> {
  for (const rule of library.matchRules.deterministic.cases) {
    if (rule.kind === 'active_after_end') yield [`cases.${rule.rule}`, rule.endDate];
  }
  for (const { type, validFrom, validTo } of library.relations) {
    for (const code of [validFrom, validTo]) if (code !== undefined) yield [`relations.${type}`, code];
  }
}

function checkKey(library: LibraryDefinition, report: Report): void {
  const { key, pointing, cases } = library.matchRules.deterministic;
  const unique = library.identifiers.find(({ strength }) => strength === 'unique');
  const at = 'matchRules.deterministic.key';
  const [only, ...others] = key.attributes;
  if (only !== undefined && others.length === 0 && only !== unique?.attribute) report('KEY_NOT_UNIQUE', at, attributesOfPart(only).join(', '));
  if (key.attributes.length > 0 && key.attributes.every(isDispensable)) report('KEY_LOOSE', at, keyAttributes(library).join(', '));
  reportTwice(at, keyAttributes(library), report);
  const stated = new Set<string>(unique?.types.flatMap((type) => statedFacts[type] ?? []));
  const needed = [
    ...Object.values(key.contradiction?.facts ?? {}),
    ...pointing.flatMap(({ keyFact }) => keyFact ?? []),
    ...cases.flatMap((rule) => (rule.kind === 'shared_key_fact' ? rule.keyFact : [])),
  ];
  for (const fact of new Set(needed)) if (!stated.has(fact)) report('KEY_FACT_UNSTATED', 'matchRules.deterministic', fact);
}

function checkSources(library: LibraryDefinition, report: Report): void {
  const known = new Set<string>();
  for (const { source, sourceColumn } of Object.values(library.feeds)) {
    for (const code of [source, ...Object.values(sourceColumn?.codes ?? {})]) known.add(code);
  }
  const { contradiction } = library.matchRules.deterministic.key;
  const named = [
    { path: 'matchRules.deterministic.key.contradiction', sources: contradiction?.anchorSources ?? [] },
    ...library.survivorship.map((group) => ({
      path: `survivorship.${group.code}`,
      sources: [...group.authority, ...(group.ignored ?? [])],
    })),
    ...library.relations.map(({ type, sources = [] }) => ({ path: `relations.${type}`, sources })),
    { path: 'sources', sources: Object.keys(library.sources ?? {}) },
  ];
  for (const { path, sources } of named) {
    for (const source of sources) if (!known.has(source)) report('SOURCE_UNKNOWN', path, source);
  }
  for (const [source, label] of Object.entries(library.sources ?? {})) {
    for (const language of ['zh', 'en'] as const) if (label[language].trim() === '') report('LABEL_MISSING', `sources.${source}`, language);
  }
}

function checkFeedNames(library: LibraryDefinition, report: Report): void {
  const { rekey, cases } = library.matchRules.deterministic;
  const named = [...(rekey ? [rekey.feed] : []), ...cases.flatMap((rule) => (rule.kind === 'active_after_end' ? rule.feeds : []))];
  for (const feed of named) if (!Object.hasOwn(library.feeds, feed)) report('FEED_UNKNOWN', 'matchRules.deterministic', feed);
}

/** An attribute left out of the groups forms one under its own code, so a group may not bear the code of such an attribute. */
function checkGroups(library: LibraryDefinition, report: Report): void {
  const owner = new Map<string, string>();
  for (const { code, attributes } of library.survivorship) {
    for (const attribute of attributes) {
      const other = owner.get(attribute);
      if (other !== undefined) report('GROUP_OVERLAP', `survivorship.${code}`, `${attribute} (${other})`);
      owner.set(attribute, code);
    }
  }
  const alone = Object.keys(library.attributes).filter((code) => !owner.has(code));
  reportTwice('survivorship', [...library.survivorship.map(({ code }) => code), ...alone], report);
  reportTwice('relations', library.relations.map(({ type }) => type), report);
  reportTwice('quality', library.quality.map(({ code }) => code), report);
}

function reportTwice(path: string, codes: readonly string[], report: Report): void {
  const seen = new Set<string>();
  for (const code of codes) {
    if (seen.has(code)) report('CODE_TWICE', path, code);
    seen.add(code);
  }
}

function checkConditions(library: LibraryDefinition, report: Report): void {
  const conditions: [string, string, readonly string[]][] = library.relations.flatMap(({ type, when }) =>
    when ? [[`relations.${type}`, when.attribute, when.codes] as [string, string, readonly string[]]] : [],
  );
  for (const rule of library.matchRules.deterministic.cases) {
    if (rule.kind !== 'active_after_end') continue;
    for (const [attribute, codes] of Object.entries(rule.unless ?? {})) conditions.push([`cases.${rule.rule}`, attribute, codes]);
  }
  for (const [path, attribute, codes] of conditions) {
    for (const code of unknownCodes(library, attribute, codes)) report('CODE_UNKNOWN', path, code);
  }
}

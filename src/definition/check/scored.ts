// Whether the scored rules speak of attributes, comparisons and levels that exist.
import { comparators } from '../../text/compare/comparators.ts';
import type { LibraryDefinition, ScoredRules } from '../types.ts';
import type { Report } from './fault.ts';

/** The low four bits of a block key name the block. */
export const mostBlocks = 16;

export function checkScored(library: LibraryDefinition, report: Report): void {
  const { scored } = library.matchRules;
  if (!scored) return;
  const path = 'matchRules.scored';
  if (scored.blocks.length > mostBlocks) report('TOO_MANY_BLOCKS', `${path}.blocks`, String(scored.blocks.length));
  for (const [where, codes] of [['blocks', scored.blocks], ['compare', scored.compare]] as const) {
    const seen = new Set<string>();
    for (const { code } of codes) if (seen.size === seen.add(code).size) report('CODE_TWICE', `${path}.${where}`, code);
  }
  for (const [at, attribute] of namedAttributes(scored)) if (!Object.hasOwn(library.attributes, attribute)) report('ATTRIBUTE_UNKNOWN', `${path}.${at}`, attribute);
  for (const { code, attributes, together = [] } of scored.compare) {
    for (const part of together.flat()) if (!attributes.includes(part)) report('PART_STRANGE', `${path}.compare.${code}`, part);
  }
  for (const [at, comparison, level] of namedLevels(scored)) checkLevel(scored, { at: `${path}.${at}`, comparison, level }, report);
  for (const veto of scored.never) {
    if (veto.kind === 'level' && veto.relation !== undefined && !library.relations.some(({ type }) => type === veto.relation)) {
      report('RELATION_UNKNOWN', `${path}.never`, veto.relation);
    }
    if (veto.kind === 'differs' && library.attributes[veto.attribute]?.type !== 'identifier') report('IDENTIFIER_MISFIT', `${path}.never`, veto.attribute);
  }
}

function* namedAttributes({ blocks, compare, never }: ScoredRules): Generator<[at: string, attribute: string]> {
  for (const { code, parts } of blocks) for (const { attribute, also = [] } of parts) for (const each of [attribute, ...also]) yield [`blocks.${code}`, each];
  for (const { code, attributes } of compare) for (const attribute of attributes) yield [`compare.${code}`, attribute];
  for (const veto of never) if (veto.kind === 'differs') yield ['never', veto.attribute];
}

function* namedLevels({ never, link }: ScoredRules): Generator<[at: string, comparison: string, level: string]> {
  for (const veto of never) if (veto.kind === 'level') yield ['never', veto.comparison, veto.level];
  for (const [index, agree] of link.agree.entries()) {
    for (const [comparison, levels] of Object.entries(agree)) for (const level of levels) yield [`link.agree.${index}`, comparison, level];
  }
}

function checkLevel(scored: ScoredRules, { at, comparison, level }: { at: string; comparison: string; level: string }, report: Report): void {
  const found = scored.compare.find(({ code }) => code === comparison);
  if (!found) report('COMPARISON_UNKNOWN', at, comparison);
  else if (!comparators[found.by].levels.some(({ code }) => code === level)) report('LEVEL_UNKNOWN', at, `${comparison} ${level}`);
}

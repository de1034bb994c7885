// Compares names of organisations by their parts. A branch never agrees with its parent better than `parent_branch`, and two branches
// of one parent never better than `sibling_branches`: they are other parties, however alike the names.
import { level } from './comparator.ts';
import type { Comparator } from './comparator.ts';
import { isOneEdit } from './edits.ts';
import { areBranchesAlike } from './organisation-branches.ts';
import { prepareOrganisation } from './organisation-form.ts';
import type { OrganisationParts, PreparedOrganisation } from './organisation-form.ts';
import { compareWholeNames, ORGANISATION as LEVEL } from './organisation-parts.ts';

/** From this length on, a name that is one edit away from a branch's is that branch's. */
const LONG_NAME = 8;
const PARENT_END = /(?:公司|合作社|供销社|中心社|总社|联社|[厂店场所院])$/;

export const organisationName: Comparator<PreparedOrganisation> = {
  code: 'organisation_name',
  levels: [
    level('equal', '名称相同', 'names are equal'),
    level('same_parts', '名称的字号相同，其余部分相同或一方缺省', 'same trade name, the other parts equal or missing on one side'),
    level('slip', '名称有同音字、形近字、漏字或组织形式笔误，其余相同', 'names differ by homophones, look-alikes, a dropped character or a misspelt form'),
    level('one_character', '名称有一字不同，音形均不相近', 'names differ by one unrelated character'),
    level('same_trade_name', '字号相同，行业、组织形式或区划级别不同', 'same trade name, other industry, form or rank of division'),
    level('similar', '名称大部分文字相同，或一方为简称、被截断', 'most of the names is the same, or one is short or cut'),
    level('bracket_position', '名称文字相同而括号位置不同', 'same words, brackets in another place'),
    level('other_number', '名称仅序号不同', 'names differ in a number'),
    level('parent_branch', '一方是另一方的分支机构', 'one is a branch of the other'),
    level('sibling_branches', '同一主体的不同分支机构', 'different branches of one parent'),
    level('other_division', '字号相同，区划不同', 'same trade name, other division'),
    level('different', '名称不同', 'names are different'),
  ],
  prepare: prepareOrganisation,
  compare,
  isPart,
  term: ({ own }) => own.form,
  frequencyLevels: 2,
};

function compare(a: PreparedOrganisation, b: PreparedOrganisation): number {
  if (a.own.form === b.own.form) return LEVEL.equal;
  if (a.parent !== null && b.parent !== null) return compareBranches(a, b);
  if (a.parent !== null) return compareWithBranch(b.own, a);
  if (b.parent !== null) return compareWithBranch(a.own, b);
  return compareWholeNames(a.own, b.own);
}

/** A branch's name has its parent's in it; where neither or both look like one, the longer name is the branch's. */
function isPart(a: PreparedOrganisation, b: PreparedOrganisation): boolean {
  if ((a.parent === null) !== (b.parent === null)) return a.parent !== null;
  return a.own.bare.length > b.own.bare.length;
}

function compareWithBranch(name: OrganisationParts, branch: PreparedOrganisation): number {
  const isFront = branch.own.bare.startsWith(name.bare);
  // A slip in its last word, or its cutting, hides that a name is a branch's; 甲供销社贸易公司 is the parent of its own branch.
  if (isFront && name.bare.length > branch.parent!.bare.length) return PARENT_END.test(name.bare) ? LEVEL.parentBranch : LEVEL.similar;
  if (!isFront && name.bare.length >= LONG_NAME && isOneEdit(name.bare, branch.own.bare)) return LEVEL.oneCharacter;
  const parent = compareParents(name, branch.parent!);
  if (parent <= LEVEL.similar) return LEVEL.parentBranch;
  return Math.max(parent, LEVEL.parentBranch);
}

function compareParents(a: OrganisationParts, b: OrganisationParts): number {
  return a.form === b.form ? LEVEL.equal : compareWholeNames(a, b);
}

function compareBranches(a: PreparedOrganisation, b: PreparedOrganisation): number {
  const parent = compareParents(a.parent!, b.parent!);
  const isSameBranch = a.branch === b.branch;
  if (isSameBranch && a.parent!.bare === b.parent!.bare) return LEVEL.sameParts;
  if (isSameBranch) return parent;
  if (parent > LEVEL.similar) return parent === LEVEL.different ? LEVEL.different : LEVEL.siblingBranches;
  const tails = areBranchesAlike(a.branch, b.branch);
  if (tails === 'slip') return Math.max(parent, LEVEL.slip);
  return tails === 'short' ? LEVEL.similar : LEVEL.siblingBranches;
}

// Every rule that a load can report, by code: what people read about it in reports, rejects and answers.
import { rowRules } from '../definition/row-rules.ts';
import { plainValueRules } from '../definition/value-types/attribute-reader.ts';
import { rowRules as readerRules } from '../engine/readers/row-rules.ts';
import { codeListRules } from '../standards/code-list.ts';
import { identifierTypes } from '../standards/identifier-types.ts';
import type { Rule } from '../standards/rule.ts';
import { addressRules } from '../text/address.ts';
import { amountRules } from '../text/amounts.ts';
import { characterRules } from '../text/character-rules.ts';
import { dateRules } from '../text/date-rules.ts';
import { organisationNameRules } from '../text/organisation-name.ts';
import { personNameRules } from '../text/person-name.ts';
import { phoneRules } from '../text/phones.ts';

export type RuleOf = (code: string) => Rule | undefined;

/** Looks a rule up by its code; undefined for codes that no reader notes (match rules, refusals). */
export function createRuleCatalog(): RuleOf {
  const rules: readonly Rule[] = [
    ...Object.values(readerRules), ...rowRules, ...plainValueRules, ...codeListRules, ...characterRules, ...dateRules, ...amountRules,
    ...addressRules, ...phoneRules, ...personNameRules, ...organisationNameRules,
    ...Object.values(identifierTypes).flatMap((type) => type.rules),
  ];
  const byCode = new Map(rules.map((rule) => [rule.code, rule]));
  return (code) => byCode.get(code);
}

// National code lists by name, for definitions that come as a text: they name a list and need not copy it.
import { country } from '../standards/code-lists/country.ts';
import { currency } from '../standards/code-lists/currency.ts';
import { documentType } from '../standards/code-lists/document-type.ts';
import { education } from '../standards/code-lists/education.ts';
import { ethnicGroup } from '../standards/code-lists/ethnic-group.ts';
import { householdType } from '../standards/code-lists/household-type.ts';
import { industrySection } from '../standards/code-lists/industry-section.ts';
import { maritalStatus } from '../standards/code-lists/marital-status.ts';
import { penaltyClass } from '../standards/code-lists/penalty-class.ts';
import { permitClass } from '../standards/code-lists/permit-class.ts';
import { personRole } from '../standards/code-lists/person-role.ts';
import { registrationStatus } from '../standards/code-lists/registration-status.ts';
import { sex } from '../standards/code-lists/sex.ts';
import type { CodeListDefinition } from './types.ts';

const lists: readonly CodeListDefinition[] = [
  country, currency, documentType, education, ethnicGroup, householdType, industrySection, maritalStatus, penaltyClass,
  permitClass, personRole, registrationStatus, sex,
];

export const standardLists: ReadonlyMap<string, CodeListDefinition> = new Map(lists.map((list) => [list.code, list]));

// Every code list of the hub by its code.
import type { CodeList } from '../code-list.ts';
import { country } from './country.ts';
import { currency } from './currency.ts';
import { documentType } from './document-type.ts';
import { education } from './education.ts';
import { ethnicGroup } from './ethnic-group.ts';
import { householdType } from './household-type.ts';
import { industrySection } from './industry-section.ts';
import { maritalStatus } from './marital-status.ts';
import { marketEntityType } from './market-entity-type.ts';
import { penaltyClass } from './penalty-class.ts';
import { permitClass } from './permit-class.ts';
import { personRole } from './person-role.ts';
import { registrationStatus } from './registration-status.ts';
import { sex } from './sex.ts';

export const codeLists: readonly CodeList[] = [
  sex, maritalStatus, ethnicGroup, education, documentType, country, marketEntityType, registrationStatus, householdType, industrySection,
  permitClass, penaltyClass, currency, personRole,
];

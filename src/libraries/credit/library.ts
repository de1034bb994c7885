// The credit library: records about persons and organisations of the other libraries.
import { defineLibrary } from '../../definition/define-library.ts';
import { documentType } from '../../standards/code-lists/document-type.ts';
import { penaltyClass } from '../../standards/code-lists/penalty-class.ts';
import { permitClass } from '../../standards/code-lists/permit-class.ts';
import { departmentsOf } from '../departments.ts';
import { attributes } from './attributes.ts';
import { fulfilment, objectionState, recordClass, recordState, subjectClass, useScope } from './code-lists.ts';
import { feeds } from './feeds.ts';
import { identifiers, matchRules, subject } from './match-rules.ts';
import { quality } from './quality.ts';
import { survivorship } from './survivorship.ts';

export const credit = defineLibrary({
  code: 'credit',
  label: { zh: '公共信用信息库', en: 'Credit library' },
  kind: 'subject_record',
  version: 2,
  resource: 'credit-records',
  attributes,
  identifiers,
  codeLists: {
    record_class: recordClass,
    subject_class: subjectClass,
    permit_class: permitClass,
    penalty_class: penaltyClass,
    record_state: recordState,
    use_scope: useScope,
    fulfilment,
    objection_state: objectionState,
    document_type: documentType,
  },
  feeds,
  sources: departmentsOf(feeds),
  matchRules,
  survivorship,
  relations: [],
  quality,
  subject,
});

// Every kind of task that the libraries can give rise to has a label in both languages, an urgency, and someone who ends it.
import { describe, expect, it } from 'vitest';
import { boundKinds, taskKinds } from '../../../../src/engine/steward/task-kinds.ts';
import { libraries } from '../../../../src/libraries/index.ts';

const kindsOf = (code: string): string[] => taskKinds(libraries.find((library) => library.code === code)!).map((kind) => kind.code);

describe('kinds of tasks', () => {
  it.each(libraries)('of $code are labelled in both languages, the most urgent first', (library) => {
    const kinds = taskKinds(library);
    for (const { code, label } of kinds) {
      expect(label.zh, code).toMatch(/\p{Script=Han}/u);
      expect(label.en, code).toMatch(/^[\x20-\x7e’]+$/);
    }
    expect(kinds.map(({ priority }) => priority)).toEqual(kinds.map(({ priority }) => priority).sort((a, b) => a - b));
    expect(new Set(kinds.map(({ code }) => code)).size).toBe(kinds.length);
    const own = Object.entries(boundKinds).filter(([, endedBy]) => endedBy !== 'case' || library.subject !== undefined);
    for (const [code, endedBy] of own) expect(kinds).toContainEqual(expect.objectContaining({ code, endedBy }));
  });

  it('are those of stewardship', () => {
    expect(kindsOf('population')).toEqual(expect.arrayContaining([
      'possible_duplicate', 'same_number_different_person', 'attribute_conflict', 'deceased_active', 'capped_block', 'snapshot_guard', 'challenged_value',
    ]));
    expect(kindsOf('legal_person')).toEqual(expect.arrayContaining(['identifier_conflict', 'proposed_relation']));
    expect(kindsOf('population')).not.toContain('proposed_relation');
    expect(kindsOf('credit')).toEqual(expect.arrayContaining(['credit_unlinked', 'credit_doubtful']));
  });
});

// Definitions as text: both formats, national lists by name, and every way in which a text can be wrong.
import { parse, stringify } from 'yaml';
import { describe, expect, it } from 'vitest';
import { checkLibraries } from '../../../src/definition/check-library.ts';
import { DefinitionError } from '../../../src/definition/define-library.ts';
import { loadDefinition } from '../../../src/definition/load-definition.ts';
import { scaffoldLibrary } from '../../../src/definition/scaffold-library.ts';
import { libraries } from '../../../src/libraries/index.ts';
import { soundDefinition } from './sound-definition.ts';

const json = (value: unknown) => ({ name: 'vessel.json', format: 'json' as const, text: JSON.stringify(value) });
const yaml = (text: string) => ({ name: 'vessel.yaml', format: 'yaml' as const, text });

function faultsOf(load: () => unknown): string[] {
  try {
    load();
  } catch (error) {
    if (error instanceof DefinitionError) return error.faults.map(({ code, path, message }) => `${code} ${path} ${message}`);
    throw error;
  }
  return [];
}

describe('loadDefinition', () => {
  it('reads JSON and YAML to the same definition', () => {
    const sound = soundDefinition();
    expect(loadDefinition(json(sound))).toEqual(sound);
    expect(loadDefinition(yaml(stringify(sound)))).toEqual(sound);
  });

  it('reads every built-in library back from its own text', () => {
    for (const library of libraries) {
      expect(loadDefinition({ name: library.code, format: 'json', text: JSON.stringify(library) })).toEqual(library);
      expect(loadDefinition({ name: library.code, format: 'yaml', text: stringify(library) })).toEqual(library);
    }
  });

  it('fills in a national list that is only named, and prefers the library’s own', () => {
    const draft = soundDefinition();
    draft.attributes.sex = { type: 'code', list: 'sex', label: { zh: '性别', en: 'Sex' }, sensitivity: 'public' };
    draft.attributes.country = { type: 'code', list: 'country', label: { zh: '国家', en: 'Country' }, sensitivity: 'public' };
    draft.codeLists.country = { ...draft.codeLists.flag!, code: 'country' };
    const library = loadDefinition(json(draft));
    expect(library.codeLists.sex?.entries.map(({ code }) => code)).toEqual(['0', '1', '2', '9']);
    expect(library.codeLists.country?.entries).toHaveLength(2);
  });

  it.each([
    ['JSON syntax', () => loadDefinition({ name: 'x', format: 'json', text: '{' }), 'SYNTAX line 1, column 2 '],
    ['JSON syntax in a later line', () => loadDefinition({ name: 'x', format: 'json', text: '{\n  "code": "a",\n}' }), 'SYNTAX line 3, column 1 '],
    ['JSON that ends early', () => loadDefinition({ name: 'x', format: 'json', text: '\uFEFF{\n"code": "a"' }), 'SYNTAX line 2, column 12 '],
    ['YAML syntax', () => loadDefinition(yaml('code: [')), 'SYNTAX line 1, column 8 '],
    ['a YAML key twice', () => loadDefinition(yaml('code: a\ncode: b')), 'SYNTAX line 2, column 1 Map keys must be unique'],
    ['a tab as indentation', () => loadDefinition(yaml('label:\n\tzh: 船')), 'SYNTAX line 2, column 1 '],
    ['an alias without its anchor', () => loadDefinition(yaml('code: a\nlabel: *names')), 'SYNTAX line 2, column 8 no anchor &names'],
    ['aliases without end', () => loadDefinition(yaml('a: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b, *b]\nd: &d [*c, *c, *c, *c]\ne: [*d, *d, *d, *d]')), 'SYNTAX'],
    ['an empty text', () => loadDefinition(yaml('')), 'object'],
    ['a missing part', () => loadDefinition(json({ ...soundDefinition(), feeds: undefined })), "'feeds'"],
    ['an unknown key', () => loadDefinition(json({ ...soundDefinition(), colour: 'red' })), 'unknown key colour'],
    ['a number for a text', () => loadDefinition(json({ ...soundDefinition(), code: 7 })), 'SHAPE code'],
    ['an unknown value type', () => {
      const draft = soundDefinition();
      draft.attributes.tonnage!.type = 'float' as 'amount';
      return loadDefinition(json(draft));
    }, 'SHAPE attributes.tonnage.type'],
    ['a list as a map', () => loadDefinition(json({ ...soundDefinition(), survivorship: {} })), 'SHAPE survivorship'],
    ['parts that do not fit', () => loadDefinition(json({ ...soundDefinition(), resource: 'loads' })), 'NAME_RESERVED resource'],
  ])('refuses %s', (_, load, expected) => {
    expect(faultsOf(load).join('\n')).toContain(expected);
  });

  it('lists all faults of form at once', () => {
    expect(faultsOf(() => loadDefinition(json({ ...soundDefinition(), code: 7, kind: 'list', colour: 'red' })))).toHaveLength(3);
  });
});

describe('scaffoldLibrary', () => {
  it('gives a text that loads and fits beside the built-in libraries', () => {
    const library = loadDefinition({ name: 'permits.yaml', format: 'yaml', text: scaffoldLibrary('safety_permit') });
    expect(library).toMatchObject({ code: 'safety_permit', resource: 'safety-permit-records', kind: 'subject_record' });
    expect(checkLibraries([...libraries, library])).toEqual([]);
    expect(Object.keys(parse(scaffoldLibrary('safety_permit')) as object)[0]).toBe('code');
  });
});

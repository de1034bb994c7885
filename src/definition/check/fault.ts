// The vocabulary of a definition's faults. Codes are stable; messages are for the author of the definition.

/** Every fault that the checks can find, each with what is wrong. */
export const faultCodes = {
  SYNTAX: 'the text is not well-formed YAML or JSON',
  SHAPE: 'does not have the form that the JSON Schema asks for',
  NAME_FORM: 'a code is not lower-case snake_case, or a resource not kebab-case',
  NAME_RESERVED: 'a name is taken by PostgreSQL or by the hub',
  NAME_COLLIDES: 'an attribute would share the name of a column of the hub’s own',
  NAME_TOO_LONG: 'a name is longer than the 63 bytes of a PostgreSQL identifier',
  KEY_DIFFERS: 'an entry stands under another key than its own code',
  LABEL_MISSING: 'a label lacks its Chinese or its English text',
  MASK_MISSING: 'an attribute about a person has no way to be masked',
  ATTRIBUTE_UNKNOWN: 'an attribute is named that the library does not have',
  OPTION_MISPLACED: 'an option does not belong to this type of value',
  LIST_UNKNOWN: 'a code attribute names no code list of the library',
  LIST_CODE_TWICE: 'a code list has a code twice',
  CODE_UNKNOWN: 'a code is named that its list does not have',
  IDENTIFIER_TYPE_UNKNOWN: 'an identifier type is not one of the hub’s',
  IDENTIFIER_MISFIT: 'an identifier’s attribute is not of the identifier type that comes first',
  UNIQUE_TWICE: 'more than one identifier is unique',
  KEY_NOT_UNIQUE: 'a key of one attribute is not the unique identifier',
  KEY_LOOSE: 'a key has no part that a record must have: records without a value would all be one',
  KEY_FACT_UNSTATED: 'the unique identifier does not state this fact',
  COLUMN_UNKNOWN: 'a feed names a column that it does not have',
  COLUMN_IDLE: 'a column feeds no attribute and has no label that says what it is for',
  HEADER_TWICE: 'two columns of a feed know the same header',
  HEADER_RESERVED: 'a header belongs to the download of rejects',
  FED_TWICE: 'two columns of a feed write the same attribute',
  SOURCE_KEY_EMPTY: 'a source key names no column',
  DATE_NOT_DATE: 'a date is expected and the attribute is none',
  SHARE_RANGE: 'a share is not between 0 and 1',
  GROUP_OVERLAP: 'an attribute stands in two survivorship groups',
  CODE_TWICE: 'two groups, relations, quality rules or parts of a key have the same code',
  SOURCE_UNKNOWN: 'a source is named that no feed of the library brings',
  FEED_UNKNOWN: 'a rule names a feed that the library does not have',
  SUBJECT_MISMATCH: 'only a library of subject records has a subject, and it must have one',
  TOO_MANY_BLOCKS: 'there are more blocks than the 16 that a block key can name',
  COMPARISON_UNKNOWN: 'a comparison is named that the scored rules do not have',
  LEVEL_UNKNOWN: 'a level is named that the comparison does not know',
  RELATION_UNKNOWN: 'a relation is named that the library does not have',
  RELATION_DATELESS: 'an exclusive relation has no first day, so that nobody’s time can end',
  LIBRARY_TWICE: 'two libraries have the same code or resource',
  TARGET_UNKNOWN: 'a relation or subject leads to a library or identifier that is not there',
} as const;

export type FaultCode = keyof typeof faultCodes;

export interface DefinitionFault {
  readonly code: FaultCode;
  /** Where, as a path of keys: `feeds.education.columns.school`; of SYNTAX `line 2, column 1`, empty where the parser names no place. */
  readonly path: string;
  readonly message: string;
}

/** Receives one fault; `detail` is the offending name or value. */
export type Report = (code: FaultCode, path: string, detail: string) => void;

/** Runs a check and returns what it reported, in order. */
export function collectFaults(check: (report: Report) => void): DefinitionFault[] {
  const faults: DefinitionFault[] = [];
  check((code, path, detail) => faults.push({ code, path, message: `${detail}: ${faultCodes[code]}` }));
  return faults;
}

// Which column each attribute becomes. One place, so that the tables, the loader, the merge and the queries agree.
import type { AttributeDefinition, LibraryDefinition, SurvivorshipGroup, ValueTypeName, RelationDefinition } from './types.ts';

export type SqlType = 'text' | 'date' | 'numeric' | 'integer' | 'boolean';

const sqlTypes: Record<ValueTypeName, SqlType> = {
  text: 'text', code: 'text', person_name: 'text', organisation_name: 'text', address: 'text', phone: 'text', identifier: 'text',
  date: 'date', amount: 'numeric', integer: 'integer', boolean: 'boolean',
};

/** The PostgreSQL type of an attribute's column. Dates hold `infinity` for 长期. */
export function sqlTypeOf(attribute: AttributeDefinition): SqlType {
  return sqlTypes[attribute.type];
}

/** Attribute codes in the order of their columns: the order of the definition. */
export function attributeCodes(library: LibraryDefinition): string[] {
  return Object.keys(library.attributes);
}

/** The attribute that carries the name of the entity (of the subject, in a library of subject records), or null where none is compared. */
export function nameAttribute(library: LibraryDefinition): string | null {
  return library.subject?.nameAttribute ?? library.matchRules.deterministic.key.name?.attribute ?? null;
}

/**
 * Survivorship groups, complete: every attribute stands in exactly one. Attributes that the definition leaves out form
 * groups of their own without an authority. The order is the index into the golden row's provenance arrays (1-based in SQL).
 */
export function survivorshipGroups(library: LibraryDefinition): SurvivorshipGroup[] {
  const declared = new Set(library.survivorship.flatMap((group) => group.attributes));
  const rest = attributeCodes(library).filter((code) => !declared.has(code));
  return [...library.survivorship, ...rest.map((code) => ({ code, attributes: [code], authority: [] }))];
}

/** The attributes by which a record states the relation. */
export function relationAttributes({ identifier, name }: RelationDefinition): string[] {
  return [identifier?.attribute, name].filter((code) => code !== undefined);
}

// A share agreement as it is asked for, and all that makes it unacceptable. The library's definition says what can be granted.
import { sqlTypeOf } from '../definition/columns.ts';
import type { LibraryDefinition } from '../definition/types.ts';
import { type Operation, operations, type RowFilter } from './grant.ts';
import type { Visibility } from './mask.ts';

export interface NewAgreement {
  readonly agencyCode: string;
  readonly purposes: readonly string[];
  readonly legalBasis: string;
  /** Civil dates, both days included. */
  readonly validFrom: string;
  readonly validTo: string;
  /** `default`: clear for public and internal attributes, masked for the rest. What is not named is not granted. */
  readonly attributes: Readonly<Record<string, Visibility | 'default'>>;
  readonly rowFilter?: readonly RowFilter[];
  readonly operations: readonly Operation[];
}

/** Faults in the words of the agreement's own fields; empty when it can be made. */
export function agreementFaults(library: LibraryDefinition, agreement: NewAgreement): string[] {
  return [
    ...headFaults(agreement),
    ...attributeFaults(library, agreement),
    ...(agreement.rowFilter ?? []).flatMap((filter, index) =>
      filterFaults(library, filter).map((fault) => `rowFilter[${index}]: ${fault}`),
    ),
  ];
}

function headFaults(agreement: NewAgreement): string[] {
  const faults: string[] = [];
  if (agreement.purposes.length === 0) faults.push('purposes: at least one');
  for (const purpose of agreement.purposes) {
    const isCode = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(purpose);
    if (!isCode) faults.push(`purposes: ${purpose} is not an ASCII code of at most 64 characters`);
  }
  if (agreement.legalBasis.trim() === '') faults.push('legalBasis: missing');
  if (!isDate(agreement.validFrom)) faults.push('validFrom: not a date YYYY-MM-DD');
  if (!isDate(agreement.validTo)) faults.push('validTo: not a date YYYY-MM-DD');
  if (agreement.validTo < agreement.validFrom) faults.push('validTo: before validFrom');
  if (agreement.operations.length === 0) faults.push('operations: at least one');
  for (const operation of agreement.operations) if (!operations.includes(operation)) faults.push(`operations: ${operation} is not one of ${operations.join(', ')}`);
  return faults;
}

function attributeFaults(library: LibraryDefinition, agreement: NewAgreement): string[] {
  const granted = Object.entries(agreement.attributes);
  if (granted.length === 0) return ['attributes: at least one'];
  return granted.flatMap(([code, visibility]) => {
    if (!Object.hasOwn(library.attributes, code)) return [`attributes: ${library.code} has no ${code}`];
    return ['clear', 'masked', 'default'].includes(visibility) ? [] : [`attributes.${code}: clear, masked or default`];
  });
}

function filterFaults(library: LibraryDefinition, filter: RowFilter): string[] {
  const attribute = Object.hasOwn(library.attributes, filter.attribute) ? library.attributes[filter.attribute] : undefined;
  if (attribute === undefined) return [`${library.code} has no ${filter.attribute}`];
  const faults: string[] = [];
  if (!['eq', 'in', 'prefix'].includes(filter.op)) faults.push('op: eq, in or prefix');
  const isMissing = (value: unknown): boolean => typeof value !== 'string' || value === '';
  if (filter.values.length === 0 || filter.values.some(isMissing)) faults.push('values: missing');
  if (filter.op === 'eq' && filter.values.length > 1) faults.push('values: eq takes one');
  if (sqlTypeOf(attribute) !== 'text') faults.push(`${filter.attribute} is not text`);
  return faults;
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
}

// Masking by grant: the second net below the column list of a query. What is not granted is absent, not null.
import type { AttributeDefinition, LibraryDefinition, MaskStyle, ValueTypeName } from '../definition/types.ts';
import { maskValue } from './mask-styles.ts';
import type { Masked } from './masked.ts';

export type Visibility = 'clear' | 'masked';

const styleOfType: Readonly<Record<ValueTypeName, MaskStyle>> = {
  person_name: 'name', organisation_name: 'name', identifier: 'number', address: 'address', phone: 'phone', date: 'date',
  text: 'hide', code: 'hide', amount: 'hide', integer: 'hide', boolean: 'hide',
};

/** The attribute's own style, else that of its type; text, codes, amounts and flags without a style are hidden. */
export function maskStyleOf(attribute: AttributeDefinition): MaskStyle {
  return attribute.mask ?? styleOfType[attribute.type];
}

/** What an agreement grants when it names an attribute and does not say how: personal data and above is masked (PIPL arts 6, 28). */
export function defaultVisibility(attribute: AttributeDefinition): Visibility {
  return attribute.sensitivity === 'public' || attribute.sensitivity === 'internal' ? 'clear' : 'masked';
}

/**
 * The granted attributes of one golden record, in the grant's order, masked as it says. Attributes that are not granted,
 * or that the library does not know, are absent; those that `values` lacks are absent too.
 */
export function maskValues(
  library: LibraryDefinition,
  grant: { readonly attributes: ReadonlyMap<string, Visibility> },
  values: Readonly<Record<string, unknown>>,
): Masked<Record<string, unknown>> {
  const shown: Record<string, unknown> = {};
  for (const [code, visibility] of grant.attributes) {
    const value = values[code];
    const attribute = library.attributes[code];
    if (value === undefined || attribute === undefined) continue;
    shown[code] = visibility === 'clear' ? value : maskValue(maskStyleOf(attribute), value);
  }
  return shown as Masked<Record<string, unknown>>;
}

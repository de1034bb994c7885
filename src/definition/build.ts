// Short forms for writing definitions. They return plain data, so that a definition in code equals its own JSON.
import type { AttributeDefinition, FeedColumn, QualityRule, SurvivorshipGroup, ValueTypeName } from './types.ts';

type AttributeOptions = Omit<AttributeDefinition, 'type' | 'label' | 'sensitivity'>;

/** An attribute; the label is written `中文|English`. */
export function attribute(
  type: ValueTypeName,
  label: string,
  sensitivity: AttributeDefinition['sensitivity'],
  options: AttributeOptions = {},
): AttributeDefinition {
  const [zh = '', en = ''] = label.split('|');
  return { type, label: { zh, en }, sensitivity, ...options };
}

/** A column that feeds `target`; its header names are written one after the other, `姓名|name|XM`. */
export function column(headers: string, target: string | null, options: Omit<FeedColumn, 'headers' | 'attribute'> = {}): FeedColumn {
  return { headers: headers.split('|'), ...(target === null ? {} : { attribute: target }), ...options };
}

/** The share of values that should be filled, valid or in their list; its code is `attribute_measure`, its label `中文|English`. */
export function share(attribute: string, measure: QualityRule['measure'], rule: { atLeast: number; label: string }): QualityRule {
  const [zh = '', en = ''] = rule.label.split('|');
  return { code: `${attribute}_${measure}`, attribute, measure, atLeast: rule.atLeast, label: { zh, en } };
}

/** One survivorship group per attribute, all with the same authority. */
export function groupEach(attributes: readonly string[], rest: Omit<SurvivorshipGroup, 'code' | 'attributes'>): SurvivorshipGroup[] {
  return attributes.map((code) => ({ code, attributes: [code], ...rest }));
}

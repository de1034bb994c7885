// The brand without which nothing leaves: `send` takes only Masked<T>. Only mask.ts gives it to what a library holds.
declare const masked: unique symbol;

/** A value that passed masking, or that holds nothing about any subject. */
export type Masked<T> = T & { readonly [masked]: true };

/**
 * Brands an answer that holds no attribute of a subject: counts, states, definitions, or parts that are masked already.
 * A reader of this call must be able to see from the line itself that this is so.
 */
export function withoutSubjectData<T>(value: T): Masked<T> {
  return value as Masked<T>;
}

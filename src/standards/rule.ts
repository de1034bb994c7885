// The vocabulary in which every reader of a cell says what it found. Rules are data: code, effect and what people read.

/**
 * What a rule does to the cell it fires on (the outcomes of the fault catalogue):
 * `fixed` normalised, raw kept · `missing` as if blank · `unusable` kept as sent, never links by key ·
 * `issue` kept, remarked · `reject` the row cannot be recorded.
 */
export type RuleEffect = 'fixed' | 'missing' | 'unusable' | 'issue' | 'reject';

/** A named finding about a cell or a row. `remedy` tells the department's clerk what to do. */
export interface Rule {
  readonly code: string;
  readonly effect: RuleEffect;
  readonly label: { readonly zh: string; readonly en: string };
  readonly remedy: { readonly zh: string; readonly en: string };
}

/** Receives the rules that fire while a cell is read. Called only when something is to be said: a clean cell never calls it. */
export type Note = (rule: Rule) => void;

/**
 * Reads one cell. `raw` is the decoded text as sent, never undefined. Returns the normalised value, or null when it is
 * missing. When a rule of effect `unusable` was noted, the value is returned as sent (trimmed) and must not become a key.
 */
export type CellReader = (raw: string, note: Note) => string | null;

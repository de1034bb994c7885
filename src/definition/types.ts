// The language in which a library is declared: plain data, equal to its own JSON. The engine runs it and names no library.
import type { Label } from '../kernel/labels.ts';
import type { BlockForm } from '../text/compare/block-keys.ts';
import type { ComparatorCode } from '../text/compare/comparator.ts';

/** How a cell is read, stored and compared; see value-types/ for each reader. */
export type ValueTypeName =
  | 'text' | 'code' | 'date' | 'amount' | 'integer' | 'boolean'
  | 'person_name' | 'organisation_name' | 'address' | 'phone' | 'identifier';

/** How closely an attribute is kept, lowest first. `restricted` is masked unless a grant says clear. */
export type Sensitivity = 'public' | 'internal' | 'personal' | 'sensitive' | 'restricted';

/** The shape a masked value keeps: 张* · 110***********0014 · address down to the town · 138****0000 · year only · nothing. */
export type MaskStyle = 'name' | 'number' | 'address' | 'phone' | 'date' | 'hide';

export interface AttributeDefinition {
  readonly type: ValueTypeName;
  readonly label: Label;
  readonly sensitivity: Sensitivity;
  /** Code list of a `code` attribute. */
  readonly list?: string;
  /** Identifier type of an `identifier` attribute (standards/identifiers). */
  readonly identifier?: string;
  readonly mask?: MaskStyle;
  /** `date`: the value may be 长期 (stored as infinity); `past`: may not lie after today; `keep1900`: 19000101 is a value. */
  readonly options?: { readonly openEnded?: boolean; readonly past?: boolean; readonly keep1900?: boolean };
  /** Differing values are always marked as a conflict on the golden record, unless this is false. */
  readonly conflicts?: false;
  /** This edition of the list or rule behind the attribute is not confirmed by an official text. */
  readonly unverified?: boolean;
}

/** An attribute whose value finds a golden record. Exactly one is `unique`: it names the entity; the others only point to it. */
export interface IdentifierDefinition {
  readonly attribute: string;
  /** Identifier types that share this attribute's number space; the first one is stored. */
  readonly types: readonly string[];
  readonly strength: 'unique' | 'pointing';
}

/** What the unique number itself states; used to find records that contradict their own number. */
export interface KeyFacts {
  readonly birth_date?: string;
  readonly sex?: string;
  readonly org_code?: string;
}

/**
 * A part of a composite key: an attribute, or the first of several that has a value (the number of a decision, else its day). A record that
 * has none of them has no key, unless the part is `optional`; then its key is what it was before the part was declared. A part with
 * `unless` counts only in records without a value of that attribute (whose subject, where no number tells two decisions apart).
 */
export type KeyPart = string | { readonly first: readonly string[]; readonly optional?: true; readonly unless?: string };

export interface DeterministicRules {
  /**
   * Records with the same key are one entity (P1, O1). One attribute: the unique identifier, when valid. Several parts: the
   * match forms of all of them together (a decision: document number, authority, subject). None: no key at all.
   */
  readonly key: {
    readonly rule: string;
    readonly attributes: readonly KeyPart[];
    /** Attribute whose agreement is told apart: equal or variant keeps `rule`, else the link carries `differs` (P2). */
    readonly name?: {
      readonly attribute: string;
      /** Attributes that hold further names of the same entity (a former name). */
      readonly also?: readonly string[];
      readonly differs?: string;
      readonly task?: string;
    };
    /**
     * Who a number belongs to when records contradict it (P3), over all records of the number. Records that agree with it or state
     * nothing, and those of `anchorSources`, are its anchors; the others are held unless they bear an anchor's name. Where a record
     * proves the number (`proof` stated and agreeing) and one under another name contradicts it, two persons use the number: then
     * that other, even of an anchor source, and records that state nothing but bear its name, are held too.
     */
    readonly contradiction?: {
      readonly rule: string;
      readonly facts: Readonly<Record<string, keyof KeyFacts>>;
      /** The attribute whose agreement with the number cannot be chance. */
      readonly proof: string;
      readonly anchorSources: readonly string[];
      readonly task: string;
    };
  };
  /** Records without a unique number join by another identifier, all attributes in `with` being equal in match form (P6, P7, O2, O5). */
  readonly pointing: readonly {
    readonly rule: string;
    readonly attribute: string;
    /** The unique number states this identifier too (chars 9–17 of a USCC). */
    readonly keyFact?: keyof KeyFacts;
    readonly with: readonly string[];
  }[];
  /** A change notice moves every record of the old number to the new one (P9). */
  readonly rekey?: { readonly rule: string; readonly feed: string; readonly from: string; readonly to: string; readonly reason?: string };
  /** Situations that only a person may settle; each makes a task. */
  readonly cases: readonly (
    | { readonly kind: 'shared_key_fact'; readonly rule: string; readonly keyFact: keyof KeyFacts; readonly task: string }
    | {
        readonly kind: 'active_after_end';
        readonly rule: string;
        readonly endDate: string;
        /** A record of these feeds with a later effective date is a sign of activity ... */
        readonly feeds: readonly string[];
        /** ... unless one of these attributes holds one of these codes (an insurance that has ended). */
        readonly unless?: Readonly<Record<string, readonly string[]>>;
        readonly task: string;
      }
  )[];
}

/** The form of a value under which records share a block; text/compare/block-keys.ts says what each gives. */
export interface BlockPart {
  readonly attribute: string;
  /** Further attributes of the same kind (a former name): a value of each gives keys. */
  readonly also?: readonly string[];
  readonly form: BlockForm;
  /** Characters that `head` and `tail` take. */
  readonly length?: number;
}

/** Records that share a key of a block are compared. A key joins one form of every part; a part that is missing gives no key. */
export interface BlockDefinition {
  readonly code: string;
  readonly label: Label;
  readonly parts: readonly BlockPart[];
  /** A key that more records hold is not compared: it is queued for a person (`capped_block`). 100 unless stated. */
  readonly cap?: number;
  /** Records that both have a number are compared here too: nothing links them, but a person or a relation may. */
  readonly betweenNumbers?: boolean;
}

/** What is compared of two records: the best agreement that any of the attributes of one has with any of the other. */
export interface ComparisonDefinition {
  readonly code: string;
  readonly label: Label;
  readonly attributes: readonly string[];
  /** Attributes among them that are parts of one text, in this order: a given and a family name, which clerks swap; a street and its town. */
  readonly together?: readonly (readonly string[])[];
  readonly by: ComparatorCode;
  /** Agreement on a common value counts less than on a rare one (张伟, 尉迟恭). */
  readonly frequency?: boolean;
  /** `neutral`: a missing value says nothing. `different`: it counts as the lowest level. Never as agreement. */
  readonly missing: 'neutral' | 'different';
  /** Place of the attributes in the unique number's facts, where the value is missing: a birth date is read from a number. */
  readonly fromNumber?: keyof KeyFacts;
}

/** Pairs that no score may link. Two different valid unique numbers and a steward's word are vetoes in every library. */
export type Veto =
  /** Two different values of these identifier attributes (numbers of one registrar). */
  | { readonly kind: 'differs'; readonly attribute: string }
  /** The comparison is at this level: a parent and its branch. `relation`: proposed instead of a merge. */
  | { readonly kind: 'level'; readonly comparison: string; readonly level: string; readonly relation?: string };

/** Resolution beyond keys: pairs from blocks, compared in levels, weighed by a model that is learned from the data (Fellegi–Sunter). */
export interface ScoredRules {
  /** Rule code that a scored link carries. */
  readonly rule: string;
  readonly blocks: readonly BlockDefinition[];
  readonly compare: readonly ComparisonDefinition[];
  readonly never: readonly Veto[];
  /**
   * A pair links by itself when its score band is expected to be this precise among the pairs of its class, no rival is within `margin`
   * (bits), one of the two has no usable unique number, and the library's autoLink is on. Classes (`agree`): comparison → levels that
   * a pair must show; it belongs to the first class that it fits, and to none it does not link.
   */
  readonly link: {
    readonly precision: number;
    readonly margin: number;
    readonly agree: readonly Readonly<Record<string, readonly string[]>>[];
  };
  /** A pair waits for a person when its score band is expected to be at least this precise. */
  readonly review: { readonly precision: number; readonly task: string };
}

export interface MatchRules {
  readonly deterministic: DeterministicRules;
  readonly scored?: ScoredRules;
  /** What people read for each rule code and task kind named above. */
  readonly labels?: Readonly<Record<string, Label>>;
}

/** Attributes that survive together, and whose word counts first. Sources not listed follow, all equal. */
export interface SurvivorshipGroup {
  readonly code: string;
  readonly attributes: readonly string[];
  readonly authority: readonly string[];
  /** The first of `authority` owns the value by law: its word settles a conflict without a steward. */
  readonly decisive?: boolean;
  /** Sources whose statement is never used for this group (a household register's marital status). */
  readonly ignored?: readonly string[];
}

export interface RelationDefinition {
  readonly type: string;
  readonly label: Label;
  readonly target: string;
  /** Attributes of the record that name the target. */
  readonly identifier?: { readonly attribute: string; readonly type: string; readonly typeAttribute?: string };
  readonly name?: string;
  /** Only records whose attribute holds one of these codes (or, with `orMissing`, none) state the relation. */
  readonly when?: { readonly attribute: string; readonly codes: readonly string[]; readonly orMissing?: boolean };
  /** Only records of these sources state the relation: who keeps the register names its roles. All, unless given. */
  readonly sources?: readonly string[];
  /** First and last day of the relation. */
  readonly validFrom?: string;
  readonly validTo?: string;
  /**
   * One target at a time: when a row names another since a day, the one that it named before stays known, until the day before.
   * Needs `validFrom`.
   */
  readonly exclusive?: true;
}

/** Only for kind `subject_record`: whom a record is about. */
export interface SubjectDefinition {
  readonly nameAttribute: string;
  /** In this order; the first that holds a usable value names the subject. */
  readonly candidates: readonly { readonly library: string; readonly attribute: string; readonly type: string }[];
  readonly rules: { readonly attach: string; readonly doubtful: string; readonly unlinked: string };
  readonly tasks: { readonly doubtful: string; readonly unlinked: string };
}

/** A column of a feed and where its cells go. */
export interface FeedColumn {
  /** Header names that mean this column: Chinese, English, pinyin abbreviation. Compared after folding width, case and blanks. */
  readonly headers: readonly string[];
  /** Attribute that receives the value; absent for a column that only steers (source, document type, operation). */
  readonly attribute?: string;
  /** The load is refused when the header is missing. */
  readonly requiredHeader?: boolean;
  /** A row whose value is missing is rejected; `valid` also rejects an unusable one. */
  readonly required?: boolean | 'valid';
  /** Source code → canonical code, before the code list's own synonyms. */
  readonly codes?: Readonly<Record<string, string>>;
  /** Unit of an amount without one: `yuan` or `wan` (10,000 yuan). */
  readonly unit?: 'yuan' | 'wan';
  /** Code attribute that receives the currency an amount names: `30(万美元)`. Without it a foreign amount is unusable. */
  readonly currency?: string;
  /** Document number whose kind stands in another column: code of that column → attribute; a blank kind means `attribute`, if any. */
  readonly route?: { readonly by: string; readonly to: Readonly<Record<string, string>>; readonly otherwise?: string };
  /**
   * Identifier attributes that the source mixes in this column. The cell goes to the first whose own identifier type
   * finds it valid, else stays, unusable, with the first.
   */
  readonly byShape?: readonly string[];
  readonly label?: Label;
}

export interface FeedDefinition {
  readonly code: string;
  readonly label: Label;
  /** Department that owns the feed (agency code); also the source code when no column names it. */
  readonly source: string;
  /** Column that names the source, and the source code for each value found there. */
  readonly sourceColumn?: { readonly column: string; readonly codes: Readonly<Record<string, string>> };
  readonly columns: Readonly<Record<string, FeedColumn>>;
  /**
   * Columns that together identify a row in its source, as alternatives: the first one whose headers are all in the file
   * holds for that file. None: the content itself (a hash) does.
   */
  readonly sourceKey: readonly (readonly string[])[];
  /** Column with the date from which the row holds; absent: the delivery's declared date. */
  readonly effectiveDate?: string;
  /** Column and values that mark a deletion. */
  readonly operation?: { readonly column: string; readonly deletes: readonly string[] };
  readonly mode: 'delta' | 'snapshot';
  /** Share of held records that a snapshot may drop at once, 0–1. */
  readonly guard?: number;
  /** Share of rejected rows over which the load is refused, 0–1. */
  readonly rejectLimit?: number;
  /** Pairs of columns that clerks swap: put right when each cell is invalid where it stands and valid in the other. */
  readonly swappable?: readonly (readonly [string, string])[];
  /** Attributes given to every row of the feed (a list code, a status). */
  readonly constants?: Readonly<Record<string, string>>;
  /** Promised cycle: 实时 每日 每周 每月 每季度 每半年 每年. */
  readonly cycle: 'realtime' | 'daily' | 'weekly' | 'monthly' | 'quarterly' | 'half_yearly' | 'yearly';
  /** A finding of this feed's layout that is not confirmed by an official text. */
  readonly unverified?: boolean;
}

/** Share of usable values that a feed should reach, for the quality report. */
export interface QualityRule {
  readonly code: string;
  readonly attribute: string;
  readonly measure: 'filled' | 'valid' | 'in_list';
  readonly atLeast: number;
  readonly label: Label;
}

/** What the search operations of the library's resource may be asked. */
export interface SearchDefinition {
  /** `names`: free text over these attributes · `unique`: all given attributes must name exactly one golden record. */
  readonly names?: { readonly attributes: readonly string[]; readonly initials?: string };
  readonly unique?: { readonly require: readonly string[]; readonly optional: readonly string[] };
}

/** An entry of a code list (standards/code-lists hold the national ones; a library may bring its own). */
export interface CodeListDefinition {
  readonly code: string;
  readonly label: Label;
  readonly version: string;
  /** The standard or register that the list follows. */
  readonly source: string;
  readonly entries: readonly {
    readonly code: string;
    readonly label: Label;
    readonly parent?: string;
    readonly validTo?: string;
    readonly unverified?: true;
  }[];
  readonly synonyms: Readonly<Record<string, string>>;
  readonly unverified?: boolean;
}

export interface LibraryDefinition {
  readonly code: string;
  readonly label: Label;
  readonly kind: 'entity' | 'subject_record';
  readonly version: number;
  /** Path segment of the API: persons, legal-persons, credit-records. */
  readonly resource: string;
  readonly attributes: Readonly<Record<string, AttributeDefinition>>;
  readonly identifiers: readonly IdentifierDefinition[];
  readonly codeLists: Readonly<Record<string, CodeListDefinition>>;
  readonly feeds: Readonly<Record<string, FeedDefinition>>;
  /** What people read for each source that the feeds bring; the name of an agency registered under its code comes first. */
  readonly sources?: Readonly<Record<string, Label>>;
  readonly matchRules: MatchRules;
  readonly survivorship: readonly SurvivorshipGroup[];
  readonly relations: readonly RelationDefinition[];
  readonly quality: readonly QualityRule[];
  readonly subject?: SubjectDefinition;
  readonly search?: SearchDefinition;
}

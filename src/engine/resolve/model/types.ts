// The match model: what was learned of pairs that are one entity (m) and pairs that are not (u), how scores read as precision, and from
// which score pairs link or wait. Plain JSON, versioned in hub.match_model; nothing in it names a record.

/** Levels of one pair in the order of the rules' comparisons, 0 the closest agreement; -1: missing. */
export type Levels = ArrayLike<number>;

/** What is known of a pair before any score: its numbers or a steward say that it is one entity or two. */
export type PairLabel = 'match' | 'no_match' | null;

/** Who gave a label. A number may be used by another person or be mistyped; a steward has looked. */
export type LabelSource = 'number' | 'steward';

/** Pairs that look alike, counted. */
export interface PatternCount {
  readonly levels: Levels;
  readonly count: number;
  readonly label: PairLabel;
  /** Absent: a steward, where there is a label. */
  readonly labelledBy?: LabelSource;
  /** Bits that the commonness of the agreed terms adds to the weights of the levels; 0 unless stated. */
  readonly adjustment?: number;
}

/** What training must know of a comparison of the rules. */
export interface ComparisonShape {
  readonly code: string;
  /** How many levels there are; the last one means different. */
  readonly levels: number;
  /** `neutral`: a missing value says nothing. `different`: it counts as the last level. */
  readonly missing: 'neutral' | 'different';
  /** Agreement at a level below this one is weighed by how common the agreed term is; 0: never. */
  readonly frequencyLevels: number;
  /** It reads the unique number itself, hence says nothing about pairs that are labelled by that number. */
  readonly isOfNumber: boolean;
  /**
   * `isOfNumber` only: levels of a slip (one digit, a swap). Two valid numbers as near as that are rather one number mistyped than two
   * entities, so that they label nothing.
   */
  readonly slipLevels?: readonly number[];
}

/** Share of matching (m) and of other pairs (u) that are at the level, among those where nothing is missing. */
export interface LevelShare {
  readonly m: number;
  readonly u: number;
}

export interface LevelModel extends LevelShare {
  /** Bits that the level adds to a score: log2(m / u), corrected by labelled pairs for what comparisons have in common. */
  readonly weight: number;
}

export interface ComparisonModel {
  readonly code: string;
  readonly levels: readonly LevelModel[];
}

/** How common the values of a comparison are. */
export interface TermFrequencies {
  /** Share of records taken for every term that is not listed. */
  readonly floor: number;
  /** Chance that two records drawn at random hold the same term: the sum of the squared shares. */
  readonly collision: number;
  /** Term → share of the records that hold it. */
  readonly terms: Readonly<Record<string, number>>;
}

/** Scores from `from` (bits) up to the next band. */
export interface ScoreBand {
  readonly from: number;
  /** Pairs on which `expected` rests. */
  readonly pairs: number;
  /** Pairs of the blocks that neither a number nor a steward has settled. */
  readonly open: number;
  /** Share of matches among the band's pairs; never falls from one band to the next. */
  readonly expected: number;
  /** Lower confidence bound of `expected`. */
  readonly assured: number;
}

export interface TrainingFigures {
  /** ISO instant. */
  readonly trainedAt: string;
  readonly records: number;
  /** Distinct pairs of the blocks. */
  readonly pairs: number;
  readonly labelled: number;
  readonly keyed: number;
  readonly random: number;
  readonly iterations: number;
  readonly hasConverged: boolean;
  /** What the bands rest on: labelled pairs, or the model's own posterior where labels are too few. */
  readonly calibration: 'labels' | 'posterior';
  /** Pairs that the model expects to match among those that nothing has settled. */
  readonly expectedMatches: number;
  /** Chance that two records drawn at random are one entity. */
  readonly shareOfMatches: number;
  /** Whether labelled pairs corrected the weights, or m and u stand as learned. */
  readonly isRefined: boolean;
}

/** By comparison: the levels that a pair must show; null: any, missing included. */
export type LinkClass = readonly (readonly number[] | null)[];

export interface MatchModel {
  readonly library: string;
  readonly definitionVersion: number;
  /** Digest of the rules' blocks and comparisons: a model serves only the rules it was trained for. */
  readonly rulesDigest: string;
  /**
   * Chance of a match at 0 bits: of two records drawn at random (u is that of random pairs too), not the share among compared pairs;
   * corrected together with the weights where labels allow.
   */
  readonly prior: number;
  readonly comparisons: readonly ComparisonModel[];
  readonly frequencies: Readonly<Record<string, TermFrequencies>>;
  /** Of all pairs of the blocks, lowest first. */
  readonly bands: readonly ScoreBand[];
  /** Classes of pairs that the rules let link by themselves (`link.agree`): by comparison the levels that a pair must show; null: any. */
  readonly linkClasses: readonly LinkClass[];
  /** Of the pairs of each class; the class's link threshold rests on them. */
  readonly linkBands: readonly (readonly ScoreBand[])[];
  /** Bits. Infinity (null in JSON): no score is enough. */
  readonly thresholds: { readonly link: readonly number[]; readonly review: number };
  readonly figures: TrainingFigures;
}

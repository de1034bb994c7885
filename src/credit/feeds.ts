// What the API needs to tell bureaus and departments of changes; compose-api.ts builds it.
import type { ChangeSignal } from './flags/change-signal.ts';
import type { HeldStreams } from './flags/held-streams.ts';
import type { TargetPolicy } from './webhooks/targets.ts';
import type { SecretSealer } from './webhooks/webhooks.ts';

export interface CreditFeeds {
  readonly signal: Pick<ChangeSignal, 'changes' | 'changed' | 'isStopped'>;
  readonly streams: HeldStreams;
  /** Folder of the files of flags. */
  readonly filesDir: string;
  readonly sealer: SecretSealer;
  readonly policy: TargetPolicy;
  /** Milliseconds between two lines of a held stream in which nothing happens. */
  readonly heartbeat: number;
  /** Milliseconds after which a held stream ends and the bureau comes again. */
  readonly longestStream: number;
}

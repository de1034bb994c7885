// A refusal on the way in that the audit trail keeps though nobody is identified yet.
import { type ErrorCode, HubError } from '../kernel/errors.ts';

/** Who an account is to the audit trail. */
export interface AccountOperator {
  readonly clientId: string;
  readonly agencyCode: string;
  readonly operatorId: string;
}

/** `by`: the account, where the name that was typed is one's. The answer does not tell: both cases are audited alike. */
export class AuditedRefusal extends HubError {
  readonly by: AccountOperator | null;

  constructor(refusal: Pick<HubError, 'message' | 'details'> & { readonly code: ErrorCode }, by: AccountOperator | null) {
    super(refusal.code, refusal.message, refusal.details);
    this.by = by;
  }
}

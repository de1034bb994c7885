// Who calls, as every step of a request after authentication knows it.
export interface Caller {
  /** The API client, or `account:<name>` for a person who is signed in. */
  readonly clientId: string;
  readonly agencyCode: string;
  readonly roles: readonly string[];
  /** Scopes of the token that the client's roles still allow; those of the account's roles for a person. */
  readonly scopes: readonly string[];
  readonly ratePerMinute: number;
  /** The person's account: stands as the operator of everything asked. Undefined for API clients, who name theirs. */
  readonly operatorId?: string;
}

/** What the access snapshot and the audit call an account. A client id has no colon, so that the two never meet. */
export function clientIdOf(account: string): string {
  return `account:${account}`;
}

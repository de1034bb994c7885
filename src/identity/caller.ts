// Who calls, as every step of a request after authentication knows it.
export interface Caller {
  readonly clientId: string;
  readonly agencyCode: string;
  readonly roles: readonly string[];
  /** Scopes of the token that the client's roles still allow. */
  readonly scopes: readonly string[];
  readonly ratePerMinute: number;
}

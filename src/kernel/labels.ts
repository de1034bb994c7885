/** Text that a person reads, in both languages of the hub. Chinese comes first on screens, English on request. */
export interface Label {
  readonly zh: string;
  readonly en: string;
}

// Who is an organisation and who a natural person: libraries whose entities bear a unified social credit code hold organisations. Subjects of
// any other are treated as persons, who are told of by authorisation only.
import type { LibraryDefinition } from '../../definition/types.ts';

export function organisationLibraries(libraries: readonly LibraryDefinition[]): string[] {
  return libraries.filter(({ kind, identifiers }) => kind === 'entity' && identifiers.some(({ types }) => types.includes('uscc'))).map(({ code }) => code);
}

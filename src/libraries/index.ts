// Every library of this hub. A new one is a folder beside these and a line here.
import type { LibraryDefinition } from '../definition/types.ts';
import { credit } from './credit/library.ts';
import { legalPerson } from './legal-person/library.ts';
import { population } from './population/library.ts';

export const libraries: readonly LibraryDefinition[] = [population, legalPerson, credit];

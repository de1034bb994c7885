// Stamps the operations and schemas of one library from resource.yaml, by what the library declares.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { nameAttribute } from '../../definition/columns.ts';
import { describableAttributes } from '../../engine/query/described-matcher.ts';
import type { LibraryDefinition } from '../../definition/types.ts';
import { answerAttributes, attributeExample, givenAttributes, identifierExample } from './attribute-schemas.ts';
import type { OperationObject, Schema } from './document.ts';
import { fillTemplate } from './fill-template.ts';
import { requestExample, responseExample } from './resource-examples.ts';

interface ResourceTemplates {
  readonly operations: Record<string, { when: Condition; method: string; path: string; operation: OperationObject }>;
  readonly schemas: Partial<Record<Condition, Record<string, Schema>>>;
}

type Condition = 'always' | 'scored' | 'identifiers' | 'name' | 'open-number' | 'search-names' | 'search-unique' | 'subject' | 'relations';

const templates = parse(readFileSync(new URL('./resource.yaml', import.meta.url), 'utf8')) as ResourceTemplates;

const conditions: Readonly<Record<Condition, (library: LibraryDefinition) => boolean>> = {
  always: () => true,
  scored: (library) => library.matchRules.scored !== undefined,
  identifiers: (library) => library.identifiers.length > 0,
  name: (library) => library.identifiers.length > 0 && nameAttribute(library) !== null,
  'open-number': (library) => openNumber(library) !== null,
  'search-names': (library) => (library.search?.names?.attributes ?? []).length > 0 && hasOpenNames(library),
  'search-unique': (library) => library.search?.unique !== undefined,
  subject: (library) => library.subject !== undefined,
  relations: (library) => library.relations.length > 0,
};

/** The names of all templates, whether or not a library uses them: the router checks its handlers against them. */
export const templateNames: readonly string[] = Object.keys(templates.operations);

/** The attribute whose number may stand in a path: unique, and neither personal nor above. A person's number never may. */
export function openNumber(library: LibraryDefinition): string | null {
  const code = library.identifiers.find((identifier) => identifier.strength === 'unique')?.attribute;
  return code !== undefined && isOpen(library, code) ? code : null;
}

function isOpen(library: LibraryDefinition, code: string): boolean {
  const sensitivity = library.attributes[code]?.sensitivity;
  return sensitivity === 'public' || sensitivity === 'internal';
}

/** Names travel in the query only where all of them are open. */
function hasOpenNames(library: LibraryDefinition): boolean {
  return (library.search?.names?.attributes ?? []).every((code) => isOpen(library, code));
}

/** credit-records → CreditRecords. */
export function pascalCase(resource: string): string {
  return resource.replace(/(?:^|-)([a-z0-9])/g, (_, first: string) => first.toUpperCase());
}

/** Operations of the library by path and method, and the schemas they name. */
export function stampResource(library: LibraryDefinition): {
  operations: { path: string; method: string; operation: OperationObject }[];
  schemas: Record<string, Schema>;
} {
  const values = placeholders(library);
  const operations = Object.entries(templates.operations)
    .filter(([, template]) => conditions[template.when](library))
    .map(([name, template]) => {
      const { method, path, operation } = fillTemplate(template, values);
      const stamped: OperationObject = { ...operation, 'x-library': library.code, 'x-template': name, 'x-purpose': true, tags: [library.resource] };
      addExamples(library, name, stamped);
      return { path, method, operation: stamped };
    });
  return { operations, schemas: stampSchemas(library, values) };
}

function stampSchemas(library: LibraryDefinition, values: Readonly<Record<string, unknown>>): Record<string, Schema> {
  const name = pascalCase(library.resource);
  const schemas: Record<string, Schema> = { [`${name}Attributes`]: answerAttributes(library) };
  if (conditions.name(library)) {
    const properties = givenAttributes(library, Object.keys(library.attributes));
    schemas[`${name}Given`] = { type: 'object', additionalProperties: false, properties };
  }
  for (const [condition, group] of Object.entries(templates.schemas)) {
    if (conditions[condition as Condition](library)) Object.assign(schemas, fillTemplate(group, values));
  }
  return schemas;
}

function addExamples(library: LibraryDefinition, template: string, operation: OperationObject): void {
  const request = operation.requestBody?.content['application/json'];
  if (request) request.example = requestExample(library, template);
  const answer = operation.responses['200'] ?? operation.responses['201'];
  const media = answer && 'content' in answer ? answer.content?.['application/json'] : undefined;
  if (media) media.example = responseExample(library, template);
}

function placeholders(library: LibraryDefinition): Record<string, unknown> {
  const number = openNumber(library) ?? '';
  const attribute = library.attributes[number];
  const unique = library.search?.unique;
  return {
    resource: library.resource,
    Resource: pascalCase(library.resource),
    library: library.code,
    zh: library.label.zh,
    en: library.label.en,
    number,
    numberZh: attribute?.label.zh ?? '',
    numberExample: attribute ? attributeExample(library, attribute) : identifierExample(''),
    identifierTypes: [...new Set(library.identifiers.flatMap((identifier) => identifier.types))],
    subjectTypes: [...new Set(library.subject?.candidates.map((candidate) => candidate.type) ?? [])],
    describableProperties: givenAttributes(library, describableAttributes(library)),
    uniqueRequired: unique?.require ?? [],
    uniqueProperties: givenAttributes(library, [...(unique?.require ?? []), ...(unique?.optional ?? [])]),
  };
}

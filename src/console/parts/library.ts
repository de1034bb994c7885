// A library's definition as the API tells it: what tables, forms and comparisons are drawn from. Nothing here knows a library by name.
import { useQueries, useQuery } from '@tanstack/react-query';
import type { components } from '../../generated/openapi.ts';
import { settle, useApi, type Api } from './hub.ts';
import { useMay } from './session.ts';
import type { Label } from './words.ts';

export type LibraryKind = 'entity' | 'subject_record';
export type Scalar = components['schemas']['Scalar'];

export interface LibraryHead {
  readonly code: string;
  readonly label: Label;
  readonly kind: LibraryKind;
  readonly version: number;
  readonly resource: string;
}

export interface Attribute {
  readonly type: string;
  readonly label: Label;
  readonly sensitivity: string;
  readonly list?: string;
  readonly identifier?: string;
}

export interface CodeList {
  readonly code: string;
  readonly label: Label;
  readonly version: string;
  readonly source: string;
  readonly entries: readonly { readonly code: string; readonly label: Label; readonly validTo?: string; readonly parent?: string }[];
  readonly unverified?: boolean;
}

export interface FeedColumn {
  readonly headers: readonly string[];
  readonly attribute?: string;
  readonly requiredHeader?: boolean;
  readonly required?: boolean | 'valid';
  readonly label?: Label;
}

export interface Feed {
  readonly code: string;
  readonly label: Label;
  readonly source: string;
  readonly columns: Readonly<Record<string, FeedColumn>>;
  readonly mode: 'delta' | 'snapshot';
  readonly rejectLimit?: number;
  readonly cycle: string;
}

export interface Library extends LibraryHead {
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly identifiers: readonly { readonly attribute: string; readonly types: readonly string[]; readonly strength: 'unique' | 'pointing' }[];
  readonly codeLists: Readonly<Record<string, CodeList>>;
  readonly feeds: Readonly<Record<string, Feed>>;
  readonly sources?: Readonly<Record<string, Label>>;
  readonly matchRules: {
    readonly labels?: Readonly<Record<string, Label>>;
    readonly deterministic: { readonly key: { readonly attributes: readonly string[]; readonly name?: { readonly attribute: string } } };
    readonly scored?: { readonly compare: readonly { readonly code: string; readonly label: Label; readonly attributes: readonly string[] }[] };
  };
  readonly survivorship: readonly { readonly code: string; readonly attributes: readonly string[]; readonly authority: readonly string[] }[];
  readonly relations: readonly {
    readonly type: string; readonly label: Label; readonly target: string; readonly name?: string;
    readonly identifier?: { readonly attribute: string; readonly type: string };
  }[];
  readonly quality: readonly unknown[];
  readonly subject?: { readonly nameAttribute: string; readonly candidates: readonly { readonly library: string; readonly attribute: string; readonly type: string }[] };
  readonly search?: {
    readonly names?: { readonly attributes: readonly string[]; readonly initials?: string };
    readonly unique?: { readonly require: readonly string[]; readonly optional: readonly string[] };
  };
}

const forever = { staleTime: Infinity, gcTime: Infinity } as const;

export function useLibraries() {
  const api = useApi();
  const may = useMay();
  return useQuery({
    queryKey: ['libraries'], ...forever, enabled: may('libraries:read'),
    queryFn: async () => (await settle(api.GET('/v1/libraries'))).items as LibraryHead[],
  });
}

const libraryQuery = (api: Api, code: string) => ({
  queryKey: ['library', code], ...forever,
  queryFn: async () => (await settle(api.GET('/v1/libraries/{code}', { params: { path: { code } } }))) as unknown as Library,
});

export function useLibrary(code: string | undefined) {
  const api = useApi();
  return useQuery({ ...libraryQuery(api, code ?? ''), enabled: code !== undefined && code !== '' });
}

/** Every definition, in the order of the catalogue; empty until all are here. */
export function useAllLibraries(): readonly Library[] {
  const api = useApi();
  const heads = useLibraries().data ?? [];
  const read = useQueries({ queries: heads.map(({ code }) => libraryQuery(api, code)) });
  const libraries = read.map(({ data }) => data).filter((one): one is Library => one !== undefined);
  return libraries.length === heads.length ? libraries : [];
}

/** The attribute that a person calls the record by. */
export function nameAttributeOf(library: Library): string | undefined {
  return library.matchRules.deterministic.key.name?.attribute ?? library.search?.names?.attributes[0] ?? library.subject?.nameAttribute ??
    Object.entries(library.attributes).find(([, { type }]) => type === 'person_name' || type === 'organisation_name')?.[0];
}

export const uniqueAttributeOf = (library: Library): string | undefined =>
  library.identifiers.find(({ strength }) => strength === 'unique')?.attribute;

/** The sources of a library by code, as people read them. */
export function sourceLabel(library: Library | undefined, source: string): Label {
  return library?.sources?.[source] ?? { zh: source, en: source };
}

/** A department by its code, whichever library names it. */
export function sourceName(libraries: readonly Library[], code: string): Label {
  return sourceLabel(libraries.find(({ sources }) => sources?.[code] !== undefined), code);
}

export function feedLabel(library: Library | undefined, feed: string): Label {
  return library?.feeds[feed]?.label ?? { zh: feed, en: feed };
}

export function ruleLabel(library: Library | undefined, rule: string | null | undefined): Label | undefined {
  return rule == null ? undefined : library?.matchRules.labels?.[rule];
}

/**
 * The paths that every library has under its resource. They are alike in form for all; the types of one of them stand for the rest,
 * since a library added by an operator is in the served contract only.
 */
export const goldenPath = (resource: string) => `/v1/${resource}/golden/{goldenId}` as '/v1/persons/golden/{goldenId}';
export const provenancePath = (resource: string) => `/v1/${resource}/golden/{goldenId}/provenance` as '/v1/persons/golden/{goldenId}/provenance';
export const historyPath = (resource: string) => `/v1/${resource}/golden/{goldenId}/history` as '/v1/persons/golden/{goldenId}/history';
export const pairsPath = (resource: string) => `/v1/${resource}/golden/{goldenId}/pairs` as '/v1/persons/golden/{goldenId}/pairs';
export const howPath = (resource: string) => `/v1/${resource}/golden/{goldenId}/how` as '/v1/persons/golden/{goldenId}/how';
export const challengePath = (resource: string) => `/v1/${resource}/golden/{goldenId}/challenges` as '/v1/persons/golden/{goldenId}/challenges';
export const relationsPath = (resource: string) => `/v1/${resource}/golden/{goldenId}/relations` as '/v1/persons/golden/{goldenId}/relations';
export const relationsExportPath = (resource: string) => `/v1/${resource}/relations` as '/v1/legal-persons/relations';
export const lookupPath = (resource: string) => `/v1/${resource}/lookup` as '/v1/persons/lookup';
export const verifyPath = (resource: string) => `/v1/${resource}/verify` as '/v1/persons/verify';
export const matchPath = (resource: string) => `/v1/${resource}/match` as '/v1/persons/match';
export const uniquePath = (resource: string) => `/v1/${resource}/search` as '/v1/persons/search';
export const subjectPath = (resource: string) => `/v1/${resource}/search` as '/v1/credit-records/search';
export const namesPath = (resource: string) => `/v1/${resource}` as '/v1/legal-persons';

// The console's own texts: each page keeps a table of them in both languages. A text without one of them, and a name that is not in
// the table, do not compile.
import { createContext, useContext } from 'react';

export type Language = 'zh' | 'en';

export interface Label {
  readonly zh: string;
  readonly en: string;
}

export type Words = Readonly<Record<string, Label>>;

export function defineWords<Table extends Words>(table: Table): Table {
  return table;
}

export interface LanguageChoice {
  readonly language: Language;
  readonly choose: (language: Language) => void;
}

export const LanguageContext = createContext<LanguageChoice>({ language: 'zh', choose: () => undefined });

export const useLanguage = (): LanguageChoice => useContext(LanguageContext);

type Spoken<Table extends Words> = { readonly [Key in keyof Table]: string };

const spoken = new WeakMap<Words, Partial<Record<Language, Readonly<Record<string, string>>>>>();

/** The table in the language of the screen: `words.save`. */
export function useWords<Table extends Words>(table: Table): Spoken<Table> {
  return inLanguage(table, useLanguage().language);
}

export function inLanguage<Table extends Words>(table: Table, language: Language): Spoken<Table> {
  const known = spoken.get(table) ?? {};
  known[language] ??= Object.fromEntries(Object.entries(table).map(([key, label]) => [key, label[language]]));
  spoken.set(table, known);
  return known[language] as Spoken<Table>;
}

/** Says a label that the API gives in both languages. */
export function useSay(): (label: Label | null | undefined, otherwise?: string) => string {
  const { language } = useLanguage();
  return (label, otherwise = '') => label?.[language] ?? otherwise;
}

/** Puts values in the places `{name}` of a text. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

// For what and in which matter something is asked: stated once, kept for the tab, sent with every question about a subject.
import { createContext, useContext } from 'react';
import { keep, recall } from './keep.ts';

export interface Purpose {
  readonly purpose: string;
  readonly matter: string;
}

export interface PurposeChoice {
  readonly stated: Purpose | null;
  readonly state: (purpose: Purpose | null) => void;
}

export const PurposeContext = createContext<PurposeChoice>({ stated: null, state: () => undefined });

export const usePurpose = (): PurposeChoice => useContext(PurposeContext);

/** What purposes and matters are written in. */
export const codePattern = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}$/;

export interface AskHeaders {
  readonly 'X-Purpose': string;
  readonly 'X-Matter-Code': string;
  readonly 'X-Operator-Id': string;
}

export const AskContext = createContext<AskHeaders | null>(null);

/** The headers of questions about subjects; only inside a PurposeGate. */
export function useAsk(): AskHeaders {
  const ask = useContext(AskContext);
  if (ask === null) throw new Error('no purpose stated around this part');
  return ask;
}

export function recallPurpose(): Purpose | null {
  const text = recall('purpose', sessionStorage);
  if (text === null) return null;
  const [purpose = '', matter = ''] = text.split('\n');
  return codePattern.test(purpose) && codePattern.test(matter) ? { purpose, matter } : null;
}

export function keepPurpose(stated: Purpose | null): void {
  keep('purpose', stated === null ? null : `${stated.purpose}\n${stated.matter}`, sessionStorage);
  if (stated !== null) keep('purposes', [...new Set([stated.purpose, ...recentPurposes()])].slice(0, 8).join('\n'));
}

export const recentPurposes = (): string[] => recall('purposes')?.split('\n').filter(Boolean) ?? [];

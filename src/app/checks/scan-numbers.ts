// Looks through the tracked files for numbers that could be a real person's or firm's, and for secrets. A number that passes its
// standard's check must be fictitious by rule: born 1900–1904, 1801 or 2099; an organisation code with FAKE; or a published sample.
import { isCalendarDate } from '../../standards/calendar.ts';
import { orgCodeCheckChar } from '../../standards/organisation-code.ts';
import { residentIdCheckDigit } from '../../standards/resident-id.ts';
import { usccCheckChar } from '../../standards/uscc.ts';

export interface Finding {
  readonly line: number;
  readonly kind: 'id_number' | 'uscc' | 'secret';
  readonly text: string;
}

/** Printed in GB 11643, GB 32100 and the notices that introduced them. */
const publishedSamples: ReadonlySet<string> = new Set(['11010519491231002X', '440524188001010014', '91350100M000100Y43']);
const candidate = /(?<![0-9A-Za-z])[0-9A-Za-z]{18}(?![0-9A-Za-z])/g;
const isPlaceholder = /^(.)\1{17}$/;
const fictitiousYears = /^(190[0-4]|1801|2099)$/;
const secrets = [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, /\bAKIA[0-9A-Z]{16}\b/, /\bgh[pousr]_[A-Za-z0-9]{36,}\b/, /\bnpm_[A-Za-z0-9]{36}\b/, /"d"\s*:\s*"[A-Za-z0-9_-]{43}"/];

/** Every number and secret in the text that must not be committed. */
export function scanText(text: string): Finding[] {
  return text.split('\n').flatMap((content, index) => scanLine(content, index + 1));
}

function scanLine(content: string, line: number): Finding[] {
  const found: Finding[] = [];
  for (const [match] of content.matchAll(candidate)) {
    const number = match.toUpperCase();
    if (publishedSamples.has(number) || isPlaceholder.test(number)) continue;
    if (isRealId(number)) found.push({ line, kind: 'id_number', text: match });
    else if (isRealUscc(number)) found.push({ line, kind: 'uscc', text: match });
  }
  for (const secret of secrets) {
    const match = secret.exec(content);
    if (match) found.push({ line, kind: 'secret', text: `${match[0].slice(0, 12)}…` });
  }
  return found;
}

/** Resident numbers, residence permits and permanent resident cards alike: check digit and a date where they carry it. */
function isRealId(number: string): boolean {
  const [, date, year] = /^\d{6}((1[89]\d\d|20\d\d)\d{4})\d{3}[\dX]$/.exec(number) ?? [];
  if (date === undefined || year === undefined || fictitiousYears.test(year)) return false;
  return isCalendarDate(Number(date)) && residentIdCheckDigit(number.slice(0, 17)) === number[17];
}

/** Only when both its own check and that of the organisation code inside pass. */
function isRealUscc(number: string): boolean {
  const isValid = usccCheckChar(number.slice(0, 17)) === number[17] && orgCodeCheckChar(number, 8) === number[16];
  return isValid && !number.slice(8, 17).startsWith('FAKE');
}

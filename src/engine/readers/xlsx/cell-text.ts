// The value of a workbook cell as text, as a person sees it: dates as ISO, numbers without binary noise, long digits untouched.

const msPerDay = 86_400_000;
/** 9999-12-31, the last day that a spreadsheet knows. */
const lastSerial = 2_958_465;

/**
 * A number as the file holds it. Whole numbers keep every digit (an 18-digit number is never rounded here; if the spreadsheet
 * did, it shows). Fractions lose what lies beyond the 15 digits that spreadsheets calculate with: 0.30000000000000004 is 0.3.
 */
export function numberText(raw: string): string {
  if (/^-?\d+$/.test(raw)) return raw;
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value) || Math.abs(value) >= 1e15) return raw;
  return String(Number(value.toPrecision(15)));
}

/**
 * A serial day number as `YYYY-MM-DD`, with `THH:MM:SS` if it has a time of day. Serial 0 is 1899-12-30, by which the null dates
 * of old systems are known. Serial 60 is 1900-02-29, which never was, and like what lies outside the calendar stays a number.
 */
export function dateText(raw: string, is1904: boolean): string {
  const serial = Number(raw);
  if (raw.trim() === '' || !(serial >= 0 && serial < lastSerial + 1)) return raw;
  if (!is1904 && Math.floor(serial) === 60) return raw;
  const epoch = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial >= 1 && serial < 60 ? 31 : 30);
  const seconds = Math.round(serial * 86_400);
  const iso = new Date(epoch + seconds * 1000).toISOString();
  return (seconds * 1000) % msPerDay === 0 ? iso.slice(0, 10) : iso.slice(0, 19);
}

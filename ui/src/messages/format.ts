/** Numbers, dates and sizes as the catalogue's language writes them. */

const LOCALE = "en-GB";

/** Made when they are first used, which is not at the start: the first of them takes 20 ms. */
const plainNumber = once(() => new Intl.NumberFormat(LOCALE));
const dayAndMonth = once(() => new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "long" }));
const wholeDate = once(
  () => new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "long", year: "numeric" }),
);
const weekday = once(
  () => new Intl.DateTimeFormat(LOCALE, { weekday: "long", day: "numeric", month: "long" }),
);
const clock = once(() => new Intl.DateTimeFormat(LOCALE, { hour: "numeric", minute: "2-digit" }));
const languages = once(
  () => new Intl.DisplayNames(LOCALE, { type: "language", languageDisplay: "standard" }),
);
const distance = once(() => new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto" }));

const DAY = 86_400_000;
const UNITS = ["B", "kB", "MB", "GB", "TB"];

export function number(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1000) return value.toString();
  return plainNumber().format(value);
}

/** `1 article`, `1,204 articles`. */
export function count(value: number, one: string, other: string): string {
  return `${number(value)} ${value === 1 ? one : other}`;
}

/** A date without what goes without saying: the year, where it is this one. */
export function date(time: number, now = Date.now()): string {
  const moment = new Date(time);
  const sameYear = moment.getFullYear() === new Date(now).getFullYear();
  return (sameYear ? dayAndMonth : wholeDate)().format(moment);
}

/** A day as heading of a list: today, yesterday, a weekday of this year, or a date. */
export function day(time: number, now = Date.now()): string {
  const days = dayNumber(time) - dayNumber(now);
  if (days >= -1 && days <= 0) return capital(distance().format(days, "day"));
  const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? weekday : wholeDate)().format(time);
}

export function time(moment: number): string {
  return clock().format(moment);
}

/** How long ago, by days. */
export function ago(moment: number, now = Date.now()): string {
  const days = dayNumber(moment) - dayNumber(now);
  return days > -7 ? distance().format(days, "day") : date(moment, now);
}

/** A stretch of time in one unit, rounded: `40 seconds`, `3 minutes`, `2 hours`. */
export function span(seconds: number): string {
  const rounded = seconds < 10 ? Math.round(seconds) : Math.round(seconds / 10) * 10;
  if (rounded < 60) return count(rounded, "second", "seconds");
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return count(minutes, "minute", "minutes");
  const hours = Math.round(seconds / 3600);
  if (hours < 48) return count(hours, "hour", "hours");
  return count(Math.round(hours / 24), "day", "days");
}

/** What people call a language; the tag itself where it is none. */
export function languageName(tag: string): string {
  try {
    return languages().of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** Identifies the day that a moment lies in, by the clock of this place. */
export function dayNumber(moment: number): number {
  const local = new Date(moment);
  return Math.floor(Date.UTC(local.getFullYear(), local.getMonth(), local.getDate()) / DAY);
}

export function bytes(value: number): string {
  let amount = value;
  let unit = 0;
  while (amount >= 1000 && unit + 1 < UNITS.length) {
    amount /= 1000;
    unit += 1;
  }
  const shown = amount < 10 && unit > 0 ? amount.toFixed(1) : Math.round(amount).toString();
  return `${shown} ${UNITS[unit] ?? ""}`;
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase(LOCALE) + text.slice(1);
}
